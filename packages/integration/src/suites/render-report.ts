import { counted, largest, unreachable } from '@bootwright/core';
import { suites } from './suite.ts';
import type { SuiteOutcome, SuiteReport } from './suite-report.ts';

/** The report for a terminal or a log: a paragraph for each suite, and a last line with the verdict. */
export function renderReport(report: SuiteReport): string {
  const width = largest(report.suites.map(({ suite }) => suite.length));
  const lines = report.suites.flatMap((outcome) => {
    const [head = '', ...details] = outcomeLines(outcome);
    const name = outcome.suite.padEnd(width);
    return [`  ${name}  ${head}`, ...details.map((line) => `  ${' '.repeat(width)}  ${line}`)];
  });
  return `${['Integration suites:', ...lines, verdictLine(report)].join('\n')}\n`;
}

/** The report as GitHub shows it on the page of a run. */
export function renderMarkdownReport(report: SuiteReport): string {
  const rows = report.suites.map((outcome) => {
    const cells = outcomeLines(outcome).map(escapeCell).join('<br>');
    return `| ${outcome.suite} | ${suites[outcome.suite]} | ${cells} |`;
  });
  return `${['| suite | what it shows | outcome |', '| --- | --- | --- |', ...rows, '', verdictLine(report)].join('\n')}\n`;
}

function outcomeLines(outcome: SuiteOutcome): readonly string[] {
  switch (outcome.kind) {
    case 'passed':
      return [
        `passed: ${counted(outcome.tests, 'test')} in ${seconds(outcome.milliseconds)}`,
        ...outcome.compared.map((name) => `compared with ${name}`),
      ];
    case 'failed':
      return [
        `FAILED: ${outcome.failures.length} of ${counted(outcome.tests, 'test')} in ${seconds(outcome.milliseconds)}`,
        ...outcome.failures.map((name) => `failed: ${name}`),
        ...outcome.compared.map((name) => `compared with ${name}`),
      ];
    case 'not-run':
      return [`not run: ${outcome.because}`, `to run it: ${outcome.cure}`];
    default:
      return unreachable(outcome);
  }
}

function verdictLine({ suites, objections }: SuiteReport): string {
  const count = (kind: SuiteOutcome['kind']) => suites.filter((suite) => suite.kind === kind).length;
  const sum = `Suites: ${count('passed')} passed, ${count('failed')} failed, ${count('not-run')} not run`;
  return objections.length === 0 ? `${sum}.` : `${sum}. No success: ${objections.join('; ')}.`;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
