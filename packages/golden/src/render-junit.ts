import { changeExplainer } from './explain-change.ts';
import { type CheckReport, countVerdicts, type Verdict } from './verdict.ts';

/** A check in the XML that CI systems show as tests: a test for every case, golden and file. */
export function renderJunit(report: CheckReport): string {
  const { same } = countVerdicts(report);
  const explain = changeExplainer();
  const tests = [
    ...report.verdicts.map((verdict) => testCase(verdict.name, failureOf(verdict, explain))),
    ...report.orphans.map((path) => testCase(path, ['left over', 'no golden refers to this file'])),
  ];
  const failures = tests.length - same;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="golden" tests="${tests.length}" failures="${failures}">
<testsuite name="golden" tests="${tests.length}" failures="${failures}">
${tests.join('\n')}
</testsuite>
</testsuites>
`;
}

type Failure = readonly [title: string, text: string];

function failureOf(verdict: Verdict, explain: ReturnType<typeof changeExplainer>): Failure | undefined {
  switch (verdict.kind) {
    case 'same':
      return undefined;
    case 'missing':
      return ['without a golden', 'there is no golden; "bootwright golden add" writes it'];
    case 'stale':
      return ['stale golden', 'there is no such case; "bootwright golden update" removes the golden'];
    case 'changed': {
      const { lines } = explain(verdict.before, verdict.after);
      return [lines[0] ?? '', lines.join('\n')];
    }
  }
}

function testCase(path: string, failure: Failure | undefined): string {
  const cut = path.lastIndexOf('/');
  const head = `<testcase classname="${escaped(path.slice(0, Math.max(cut, 0)))}" name="${escaped(path.slice(cut + 1))}"`;
  if (failure === undefined) return `${head}/>`;
  const [title, text] = failure;
  return `${head}><failure message="${escaped(title)}">${escaped(text)}</failure></testcase>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write most control characters: they become U+FFFD. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replaceAll('\n', '&#10;')
    .replace(/[^\t\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
