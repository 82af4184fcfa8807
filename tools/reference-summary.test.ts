import { expect, test } from 'vitest';
import { sumComparisons } from './reference-summary.mjs';

const report = (...assertionResults: readonly { readonly status: string; readonly meta?: object }[]) => ({
  testResults: [{ assertionResults }],
});
const passed = (set: string, counts: object) => ({ status: 'passed', meta: { compared: { set, ...counts } } });
const none = {
  manifests: 0,
  rejections: 0,
  crashes: 0,
  inspections: 0,
  digests: 0,
  rules: 0,
  verdicts: 0,
  notImplemented: 0,
  knownDifferences: 0,
};

test.each([
  ['nothing is counted where no test ran', [], none],
  ['tests without a comparison count nothing', [[report({ status: 'passed', meta: {} }, { status: 'passed' })]], none],
  [
    'the tests of a set are added up',
    [[report(passed('bootc/kargs', { inspections: 1 }), passed('bootc/kargs', { inspections: 1 }))]],
    { ...none, inspections: 2 },
  ],
  [
    'a test that fails counts nothing',
    [[report({ ...passed('a', { digests: 3 }), status: 'failed' }, passed('a', { digests: 1 }))]],
    { ...none, digests: 1 },
  ],
  [
    'a set that two projects compare is counted once',
    [
      [report(passed('random', { manifests: 5, rejections: 2 }))],
      [report(passed('random', { manifests: 5 }), passed('trees', { manifests: 3 }))],
    ],
    { ...none, manifests: 8, rejections: 2 },
  ],
])('%s', (_name, projects, expected) => {
  expect(sumComparisons(projects)).toEqual(expected);
});
