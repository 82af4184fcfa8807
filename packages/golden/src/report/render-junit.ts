import { shownLine, shownText } from '@bootwright/core';
import { type CheckReport, countVerdicts, type Verdict } from '../check/verdict.ts';
import { changeExplainer } from './explain-change.ts';

/**
 * A check in the XML that CI systems show as tests: a test for every case, golden and file. It has what Jenkins'
 * junit-10.xsd requires, and nothing that this does not know; no test has a time, as none of them takes any.
 */
export function renderJunit(report: CheckReport): string {
  const { same } = countVerdicts(report);
  const explain = changeExplainer();
  const tests = [
    ...report.verdicts.map((verdict) => testCase(verdict.name, failureOf(verdict, explain))),
    ...report.orphans.map((path) =>
      testCase(path, { type: 'orphan', title: 'left over', text: 'no golden refers to this file' }),
    ),
  ];
  const counts = `tests="${tests.length}" failures="${tests.length - same}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="golden" ${counts}>
<testsuite name="golden" ${counts} skipped="0">
${tests.join('\n')}
</testsuite>
</testsuites>
`;
}

interface Failure {
  readonly type: Exclude<Verdict['kind'], 'same'> | 'orphan';
  readonly title: string;
  readonly text: string;
}

const missing: Failure = {
  type: 'missing',
  title: 'without a golden',
  text: 'there is no golden; "bootwright golden add" writes it',
};
const stale: Failure = {
  type: 'stale',
  title: 'stale golden',
  text: 'there is no such case; "bootwright golden update" removes the golden',
};

function failureOf(verdict: Verdict, explain: ReturnType<typeof changeExplainer>): Failure | undefined {
  if (verdict.kind === 'changed') {
    const { lines } = explain(verdict.before, verdict.after);
    return { type: 'changed', title: lines[0] ?? '', text: lines.join('\n') };
  }
  return { same: undefined, missing, stale }[verdict.kind];
}

function testCase(path: string, failure: Failure | undefined): string {
  const cut = path.lastIndexOf('/');
  const group = cut > 0 ? path.slice(0, cut) : 'golden';
  const head = `<testcase classname="${attribute(group)}" name="${attribute(path.slice(cut + 1))}"`;
  if (failure === undefined) return `${head}/>`;
  const { type, title, text } = failure;
  return `${head}><failure type="${type}" message="${attribute(title)}">${content(text)}</failure></testcase>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write most control characters: `shownText` has spelled them out. */
function content(text: string): string {
  return withEntities(shownText(text));
}

/** On one line: in an attribute tabs and line ends would be read as blanks. */
function attribute(text: string): string {
  return withEntities(shownLine(text));
}

function withEntities(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
