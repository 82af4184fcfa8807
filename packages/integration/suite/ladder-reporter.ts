import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { ladderReport, type RungRun } from '../src/rungs/ladder-report.ts';
import { renderMarkdownReport, renderReport } from '../src/rungs/render-report.ts';
import { parseRequiredRungs } from '../src/rungs/required-rungs.ts';

/** Says at the end what each rung came to; a run that shows nothing does not end as a success. */
export default class LadderReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message?: string }[]): void {
    const suites = modules.flatMap((module) => [...module.children.suites()]);
    const runs = suites.flatMap((suite) => runOf(suite) ?? []);
    const report = ladderReport(runs, parseRequiredRungs(process.env.BOOTWRIGHT_REQUIRE ?? ''), [
      ...modules.filter((module) => failedOutside(module)).map(({ relativeModuleId }) => relativeModuleId),
      ...errors.map(({ message }) => firstLine(message ?? 'an error without a message')),
    ]);
    process.stdout.write(`\n${renderReport(report)}`);
    const folder = process.env.BOOTWRIGHT_ARTEFACTS;
    if (folder !== undefined && folder !== '') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
      writeFileSync(join(folder, 'report.md'), renderMarkdownReport(report));
    }
    const page = process.env.GITHUB_STEP_SUMMARY;
    if (page !== undefined && page !== '') appendFileSync(page, renderMarkdownReport(report));
    if (report.objections.length > 0) process.exitCode = 1;
  }
}

function runOf(suite: TestSuite): RungRun | undefined {
  const { rung, notReady } = suite.meta();
  if (rung === undefined) return undefined;
  const tests = [...suite.children.allTests()];
  return {
    rung,
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed: [...failures(tests), ...suite.errors().map(({ message }) => firstLine(message))],
    milliseconds: tests.reduce((sum, test) => sum + (test.diagnostic()?.duration ?? 0), 0),
    compared: tests.flatMap((test) => test.meta().compared ?? []),
    ...(notReady !== undefined && { notReady }),
  };
}

function failures(tests: readonly TestCase[]): readonly string[] {
  return tests.filter((test) => test.result().state === 'failed').map(({ name }) => name);
}

/** Whether a file could not be loaded, or a test of it failed that is of no rung. */
function failedOutside(module: TestModule): boolean {
  if (module.errors().length > 0) return true;
  return [...module.children].some((child) =>
    child.type === 'test'
      ? child.result().state === 'failed'
      : child.meta().rung === undefined && child.state() === 'failed',
  );
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
