import { expect, test } from 'vitest';
import { ladderReport } from './ladder-report.ts';
import { renderMarkdownReport, renderReport } from './render-report.ts';
import { rungNames } from './rung.ts';

const compared = ['os:1, with its own bootc: bootc 1.16.9'];
const passed = { rung: 'inspect', passed: 8, failed: [], milliseconds: 21_340, compared } as const;
const failed = {
  rung: 'disks',
  passed: 7,
  failed: ['sealed, plain, to a login prompt'],
  milliseconds: 250_000,
  compared: [],
} as const;
const notReady = { because: 'osbuild is not installed', cure: 'install it' };
const notRun = { rung: 'validate', passed: 0, failed: [], milliseconds: 0, compared: [], notReady } as const;

test('each rung has an outcome, in the order of the ladder, whatever was run', () => {
  const { rungs } = ladderReport([notRun, failed, passed], []);
  expect(rungs.map(({ rung }) => rung)).toEqual(rungNames);
  expect(rungs.filter(({ rung }) => ['inspect', 'disks', 'validate'].includes(rung))).toEqual([
    { kind: 'passed', rung: 'inspect', tests: 8, milliseconds: 21_340, compared },
    { kind: 'failed', rung: 'disks', tests: 8, failures: failed.failed, milliseconds: 250_000, compared: [] },
    { kind: 'not-run', rung: 'validate', ...notReady },
  ]);
});

test('a rung of several files is one', () => {
  const { rungs } = ladderReport([passed, { ...passed, passed: 1, milliseconds: 660, compared: [] }], []);
  expect(rungs[0]).toEqual({ kind: 'passed', rung: 'inspect', tests: 9, milliseconds: 22_000, compared });
});

test.each([
  ['a rung that passed', [passed], [], [], []],
  ['no rung at all', [], [], [], ['no rung was run, so that this run shows nothing']],
  ['a rung that cannot run', [notRun], [], [], ['no rung was run, so that this run shows nothing']],
  ['a rung that failed', [passed, failed], [], [], ['disks failed']],
  ['a required rung that cannot run', [passed, notRun], ['validate'], [], ['validate is required and was not run']],
  ['a required rung that was filtered away', [passed], ['disks'], [], ['disks is required and was not run']],
  ['a required rung that passed', [passed], ['inspect'], [], []],
  ['a test of no rung that failed', [passed], [], ['left.test.ts'], ['outside of all rungs: left.test.ts']],
] as const)('%s: what speaks against the run', (_, runs, required, outside, objections) => {
  expect(ladderReport(runs, required, outside).objections).toEqual(objections);
});

test('the report says of each rung what it came to, and why it was not run', () => {
  const report = ladderReport([passed, failed, notRun], []);
  const few = { ...report, rungs: report.rungs.filter(({ rung }) => ['inspect', 'disks', 'validate'].includes(rung)) };
  expect(renderReport(few)).toBe(`The ladder:
  inspect   passed: 8 tests in 21.3 s
            compared with os:1, with its own bootc: bootc 1.16.9
  disks     FAILED: 1 of 8 tests in 250.0 s
            failed: sealed, plain, to a login prompt
  validate  not run: osbuild is not installed
            to run it: install it
Rungs: 1 passed, 1 failed, 1 not run. No success: disks failed.
`);
  expect(renderMarkdownReport(few)).toBe(`| rung | what it shows | outcome |
| --- | --- | --- |
| inspect | containers are inspected by reading and by asking, in Docker's engine | passed: 8 tests in 21.3 s<br>compared with os:1, with its own bootc: bootc 1.16.9 |
| disks | disks laid out by our manifests boot, or it is said why they do not | FAILED: 1 of 8 tests in 250.0 s<br>failed: sealed, plain, to a login prompt |
| validate | osbuild takes our manifests for valid | not run: osbuild is not installed<br>to run it: install it |

Rungs: 1 passed, 1 failed, 1 not run. No success: disks failed.
`);
});
