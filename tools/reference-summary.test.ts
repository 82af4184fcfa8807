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
  knownDifferences: 0,
};

test.each([
  ['no set where no test ran', [], {}],
  ['no set of tests without a comparison', [report({ status: 'passed', meta: {} }, { status: 'passed' })], {}],
  [
    'the sum over the tests of a set',
    [
      report(passed('bootc/kargs', { inspections: 1 }), passed('bootc/kargs', { inspections: 1 })),
      report(passed('bootc/kargs', { inspections: 3 })),
    ],
    { 'bootc/kargs': { inspections: 5 } },
  ],
  [
    'nothing of a test that fails',
    [report({ ...passed('a', { digests: 3 }), status: 'failed' }, passed('a', { digests: 1 }))],
    { a: { digests: 1 } },
  ],
])('of a project it counts %s', (_name, reports, expected) => {
  expect(comparedSets(reports)).toEqual(expected);
});

test('a set that two projects compare counts once in the sums', () => {
  const manifest = { random: { manifests: 5, rejections: 2 } };
  const cli = { random: { manifests: 4, rejections: 3 }, trees: { manifests: 3 } };
  expect(sumComparisons({ manifest, cli })).toEqual({ ...none, manifests: 8, rejections: 3 });
});

test.each([
  ['a set that nobody compares', { p: { a: { manifests: 2 } } }, {}, ['p: a: 0 manifests, not 2']],
  ['a set that nobody expects', {}, { p: { a: { manifests: 2 } } }, ['p: a: 2 manifests, not 0']],
  [
    'a set that one of two projects no longer compares',
    { p: { a: { manifests: 2 } }, q: { a: { manifests: 2 } } },
    { p: { a: { manifests: 2 } } },
    ['q: a: 0 manifests, not 2'],
  ],
  [
    'manifests that are rejected now',
    { p: { a: { manifests: 2, rejections: 1 } } },
    { p: { a: { rejections: 3 } } },
    ['p: a: 0 manifests, not 2', 'p: a: 3 rejections, not 1'],
  ],
  [
    'nothing where all is the same',
    { p: { a: { digests: 2 }, b: { verdicts: 1 } } },
    { p: { b: { verdicts: 1 }, a: { digests: 2 } } },
    [],
  ],
])('it reports %s', (_name, expected, projects, lines) => {
  expect(unexpectedComparisons(projects, expected)).toEqual(lines);
});
