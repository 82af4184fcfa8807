import { largest, unreachable } from '@bootwright/core';
import type { LadderReport, RungOutcome } from './ladder-report.ts';
import { rungs } from './rung.ts';

/** The report for a terminal or a log: a paragraph for each rung, and a last line that says what it comes to. */
export function renderReport(report: LadderReport): string {
  const width = largest(report.rungs.map(({ rung }) => rung.length));
  const lines = report.rungs.flatMap((outcome) => {
    const [head = '', ...details] = told(outcome);
    const name = outcome.rung.padEnd(width);
    return [`  ${name}  ${head}`, ...details.map((line) => `  ${' '.repeat(width)}  ${line}`)];
  });
  return `${['The ladder:', ...lines, verdictLine(report)].join('\n')}\n`;
}

/** The report as GitHub shows it on the page of a run. */
export function renderMarkdownReport(report: LadderReport): string {
  const rows = report.rungs.map((outcome) => {
    const cells = told(outcome).map(escapeCell).join('<br>');
    return `| ${outcome.rung} | ${rungs[outcome.rung]} | ${cells} |`;
  });
  return `${['| rung | what it shows | outcome |', '| --- | --- | --- |', ...rows, '', verdictLine(report)].join('\n')}\n`;
}

function told(outcome: RungOutcome): readonly string[] {
  switch (outcome.kind) {
    case 'passed':
      return [
        `passed: ${counted(outcome.tests)} in ${seconds(outcome.milliseconds)}`,
        ...outcome.compared.map((name) => `compared with ${name}`),
      ];
    case 'failed':
      return [
        `FAILED: ${outcome.failures.length} of ${counted(outcome.tests)} in ${seconds(outcome.milliseconds)}`,
        ...outcome.failures.map((name) => `failed: ${name}`),
        ...outcome.compared.map((name) => `compared with ${name}`),
      ];
    case 'not-run':
      return [`not run: ${outcome.because}`, `to run it: ${outcome.cure}`];
    default:
      return unreachable(outcome);
  }
}

function verdictLine({ rungs, objections }: LadderReport): string {
  const count = (kind: RungOutcome['kind']) => rungs.filter((rung) => rung.kind === kind).length;
  const sum = `Rungs: ${count('passed')} passed, ${count('failed')} failed, ${count('not-run')} not run`;
  return objections.length === 0 ? `${sum}.` : `${sum}. No success: ${objections.join('; ')}.`;
}

const counted = (tests: number) => `${tests} ${tests === 1 ? 'test' : 'tests'}`;
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
