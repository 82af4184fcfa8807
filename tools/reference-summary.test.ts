import { expect, test } from 'vitest';
import { comparedSets, sumComparisons, unexpectedComparisons } from './reference-summary.mjs';

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
  expect(sumComparisons(comparedSets(projects))).toEqual(expected);
});

test.each([
  ['a set that nobody compares', { a: { manifests: 2 } }, {}, ['a: 0 manifests, not 2']],
  ['a set that nobody expects', {}, { a: { manifests: 2 } }, ['a: 2 manifests, not 0']],
  [
    'manifests that are no longer made',
    { a: { manifests: 2, notImplemented: 1 } },
    { a: { notImplemented: 3 } },
    ['a: 0 manifests, not 2', 'a: 3 notImplemented, not 1'],
  ],
  ['the same', { a: { digests: 2 }, b: { verdicts: 1 } }, { b: { verdicts: 1 }, a: { digests: 2 } }, []],
])('%s is reported by set and kind', (_name, expected, sets, lines) => {
  expect(unexpectedComparisons(sets, expected)).toEqual(lines);
});
