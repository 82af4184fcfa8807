import { expect, test } from 'vitest';
import { renderMarkdownReport, renderReport } from './render-report.ts';
import { suiteNames } from './suite.ts';
import { suiteReport } from './suite-report.ts';

const compared = ['os:1, with its own bootc: bootc 1.16.9'];
const passed = { suite: 'inspect', passed: 8, failed: [], milliseconds: 21_340, compared } as const;
const failed = {
  suite: 'disks',
  passed: 7,
  failed: ['sealed, plain, to a login prompt'],
  milliseconds: 250_000,
  compared: [],
} as const;
const notReady = { because: 'osbuild is not installed', cure: 'install it' };
const notRun = { suite: 'validate', passed: 0, failed: [], milliseconds: 0, compared: [], notReady } as const;

test('each suite has an outcome, in the order of suites, whatever was run', () => {
  const { suites } = suiteReport([notRun, failed, passed], []);
  expect(suites.map(({ suite }) => suite)).toEqual(suiteNames);
  expect(suites.filter(({ suite }) => ['inspect', 'disks', 'validate'].includes(suite))).toEqual([
    { kind: 'passed', suite: 'inspect', tests: 8, milliseconds: 21_340, compared },
    { kind: 'failed', suite: 'disks', tests: 8, failures: failed.failed, milliseconds: 250_000, compared: [] },
    { kind: 'not-run', suite: 'validate', ...notReady },
  ]);
});

test('a suite of several files is one', () => {
  const { suites } = suiteReport([passed, { ...passed, passed: 1, milliseconds: 660, compared: [] }], []);
  expect(suites[0]).toEqual({ kind: 'passed', suite: 'inspect', tests: 9, milliseconds: 22_000, compared });
});

test.each([
  ['a suite that passed', [passed], [], [], []],
  ['no suite at all', [], [], [], ['no suite was run']],
  ['a suite that cannot run', [notRun], [], [], ['no suite was run']],
  ['a suite that failed', [passed, failed], [], [], ['disks failed']],
  ['a required suite that cannot run', [passed, notRun], ['validate'], [], ['validate is required and was not run']],
  ['a required suite that was filtered away', [passed], ['disks'], [], ['disks is required and was not run']],
  ['a required suite that passed', [passed], ['inspect'], [], []],
  ['a test of no suite that failed', [passed], [], ['left.test.ts'], ['outside of all suites: left.test.ts']],
] as const)('%s leads to these objections', (_, runs, required, outside, objections) => {
  expect(suiteReport(runs, required, outside).objections).toEqual(objections);
});

test('the report names the outcome of each suite, and why it was not run', () => {
  const report = suiteReport([passed, failed, notRun], []);
  const few = {
    ...report,
    suites: report.suites.filter(({ suite }) => ['inspect', 'disks', 'validate'].includes(suite)),
  };
  expect(renderReport(few)).toBe(`Integration suites:
  inspect   passed: 8 tests in 21.3 s
            compared with os:1, with its own bootc: bootc 1.16.9
  disks     FAILED: 1 of 8 tests in 250.0 s
            failed: sealed, plain, to a login prompt
  validate  not run: osbuild is not installed
            to run it: install it
Suites: 1 passed, 1 failed, 1 not run. No success: disks failed.
`);
  expect(renderMarkdownReport(few)).toBe(`| suite | what it shows | outcome |
| --- | --- | --- |
| inspect | containers in Docker's engine are inspected by reading and by running their programs | passed: 8 tests in 21.3 s<br>compared with os:1, with its own bootc: bootc 1.16.9 |
| disks | disks laid out by our manifests boot, or are diagnosed | FAILED: 1 of 8 tests in 250.0 s<br>failed: sealed, plain, to a login prompt |
| validate | osbuild accepts our manifests | not run: osbuild is not installed<br>to run it: install it |

Suites: 1 passed, 1 failed, 1 not run. No success: disks failed.
`);
});
