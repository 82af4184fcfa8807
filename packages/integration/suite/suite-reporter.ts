import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { renderMarkdownReport, renderReport } from '../src/suites/render-report.ts';
import { parseRequiredSuites } from '../src/suites/required-suites.ts';
import { type SuiteRun, suiteReport } from '../src/suites/suite-report.ts';

/** Prints the outcome of each suite at the end. A run in which no suite ran fails. */
export default class SuiteReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message?: string }[]): void {
    const suites = modules.flatMap((module) => [...module.children.suites()]);
    const runs = suites.flatMap((suite) => runOf(suite) ?? []);
    const report = suiteReport(runs, parseRequiredSuites(process.env.BOOTWRIGHT_REQUIRE ?? ''), [
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

function runOf(tested: TestSuite): SuiteRun | undefined {
  const { suite, notReady } = tested.meta();
  if (suite === undefined) return undefined;
  const tests = [...tested.children.allTests()];
  return {
    suite,
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed: [...failures(tests), ...tested.errors().map(({ message }) => firstLine(message))],
    milliseconds: tests.reduce((sum, test) => sum + (test.diagnostic()?.duration ?? 0), 0),
    compared: tests.flatMap((test) => test.meta().compared ?? []),
    ...(notReady !== undefined && { notReady }),
  };
}

function failures(tests: readonly TestCase[]): readonly string[] {
  return tests.filter((test) => test.result().state === 'failed').map(({ name }) => name);
}

/** Whether a file could not be loaded, or a test outside of all suites failed. */
function failedOutside(module: TestModule): boolean {
  if (module.errors().length > 0) return true;
  return [...module.children].some((child) =>
    child.type === 'test'
      ? child.result().state === 'failed'
      : child.meta().suite === undefined && child.state() === 'failed',
  );
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
