import { expect, test } from 'vitest';
import { countTests, skipFailures, skipReasons, type TestReport } from './count-tests.mjs';

const report = (given: Partial<TestReport>): TestReport => ({
  success: true,
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...given,
});

const named = (status: string, fullName = 'a test') => ({ status, fullName });

test('tests of all projects are added up', () => {
  const failing = { status: 'failed', assertionResults: [named('passed'), named('failed')] };
  const reports = [
    report({ numPassedTests: 5, numPendingTests: 2 }),
    report({ success: false, numPassedTests: 1, numFailedTests: 1, numTodoTests: 1, testResults: [failing] }),
  ];
  expect(countTests(reports)).toEqual({ passed: 6, failed: 1, skipped: 3 });
});

test('a file that could not be loaded is a failure', () => {
  const broken = report({
    success: false,
    numPassedTests: 2,
    testResults: [{ status: 'failed', assertionResults: [] }],
  });
  expect(countTests([broken])).toEqual({ passed: 2, failed: 1, skipped: 0 });
});

test('a run without tests is a failure', () => {
  expect(countTests([report({ success: false })])).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a project without a report is a failure', () => {
  expect(countTests([report({ numPassedTests: 2 }), undefined])).toEqual({ passed: 2, failed: 1, skipped: 0 });
});

const skipped = [
  report({
    testResults: [
      {
        status: 'passed',
        assertionResults: [
          named('skipped', 'a disk [skipped: QEMU not installed] boots'),
          named('skipped', 'a disk [skipped: QEMU not installed] is inspected'),
          named('pending', 'owners [skipped: not run by root]'),
          named('passed', 'is not [skipped: at all]'),
        ],
      },
    ],
  }),
  undefined,
];

test('skipped tests are counted by the reason in their names', () => {
  expect(skipReasons(skipped)).toEqual([
    ['QEMU not installed', 2],
    ['not run by root', 1],
  ]);
});

test.each([
  ['where no list is given', undefined, []],
  ['as often as the list allows', { 'QEMU not installed': 2, 'not run by root': 3 }, []],
  ['more often', { 'QEMU not installed': 1, 'not run by root': 1 }, ['2 skipped, 1 allowed: QEMU not installed']],
  ['for another reason', { 'QEMU not installed': 2 }, ['1 skipped, 0 allowed: not run by root']],
])('tests skipped %s', (_, allowed, failures) => {
  expect(skipFailures(skipReasons(skipped), allowed)).toEqual(failures);
});

test('a test that is skipped without a reason is a failure', () => {
  const reports = [report({ testResults: [{ status: 'passed', assertionResults: [named('skipped', 'a test')] }] })];
  expect(skipFailures(skipReasons(reports), undefined)).toEqual(['1 skipped without a reason in their names']);
});
