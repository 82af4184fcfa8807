import { expect, test } from 'vitest';
import { countTests, type TestReport } from './count-tests.mjs';

const report = (given: Partial<TestReport>): TestReport => ({
  success: true,
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...given,
});

test('tests of all projects are added up', () => {
  const failing = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
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
