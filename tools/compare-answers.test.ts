import { expect, test } from 'vitest';
import { compareAnswers, type OwnAnswer } from './compare-answers.ts';
import { firstDifference } from './first-difference.ts';
import type { Answer } from './recorded-requests.ts';

const manifest = { outcome: 'manifest', manifest_sha256: 'aa', filename: 'disk.raw', exports: ['image'] } as const;
const own = { outcome: 'manifest', sha256: 'aa', filename: 'disk.raw', exports: ['image'], text: '{}' } as const;
const fault = { outcome: 'error', code: 'blueprint/value' } as const;

function verdict(answer: Omit<Answer, 'name'>, ours: OwnAnswer) {
  const recorded = { request: {}, text: '{}', answer: { name: 'one', ...answer } };
  return compareAnswers('upstream', [recorded], () => ours);
}

test.each<[string, Omit<Answer, 'name'>, OwnAnswer, object]>([
  ['the same manifest', manifest, own, { manifests: 1 }],
  ['a fault for an error', { outcome: 'error' }, fault, { rejections: 1 }],
  ['a fault for a crash', { outcome: 'crash' }, fault, { crashes: 1 }],
  ['a valid manifest for a crash', { outcome: 'crash' }, { ...own, isValid: () => true }, { crashes: 1 }],
])('%s agrees', (_name, answer, ours, tally) => {
  expect(verdict(answer, ours)).toEqual({ wrong: [], tally, given: '' });
});

test.each<[string, Omit<Answer, 'name'>, OwnAnswer, RegExp]>([
  ['another manifest', manifest, { ...own, sha256: 'ab' }, /^one: another manifest/],
  ['another file name', manifest, { ...own, filename: 'disk.img' }, /^one: filename disk.img, not disk.raw$/],
  ['other exports', manifest, { ...own, exports: ['image', 'b'] }, /^one: exports image,b, not image$/],
  [
    'another unsupported option',
    { ...manifest, unsupported: 'customizations.a' },
    { ...own, unsupported: 'customizations.b' },
    /^one: unsupported customizations.b, not customizations.a$/,
  ],
  ['a fault for a manifest', manifest, fault, /^one: a manifest is expected, not blueprint\/value$/],
  ['a manifest for an error', { outcome: 'error' }, own, /^one: a fault is expected$/],
  ['a bug for an error', { outcome: 'error' }, { outcome: 'error', code: 'internal/bug' }, /^one: internal\/bug$/],
  ['an invalid manifest for a crash', { outcome: 'crash' }, { ...own, isValid: () => false }, /^one: osbuild does not/],
])('%s differs', (_name, answer, ours, message) => {
  expect(verdict(answer, ours)).toEqual({ wrong: [expect.stringMatching(message)], tally: {}, given: '' });
});

test('a known difference is counted, and reported once it agrees', () => {
  const answer = { name: 'kernel-two', ...manifest };
  const recorded = { request: {}, text: '{}', answer };
  expect(compareAnswers('trees', [recorded], () => fault)).toEqual({
    wrong: [],
    tally: { knownDifferences: 1 },
    given: 'kernel-two blueprint/value\n',
  });
  expect(compareAnswers('trees', [recorded], () => own)).toEqual({
    wrong: ['kernel-two: agrees, but is in the list of known differences'],
    tally: { manifests: 1 },
    given: '',
  });
});

test.each<[string, OwnAnswer, RegExp]>([
  ['a bug', { outcome: 'error', code: 'internal/bug' }, /^kernel-two: internal\/bug$/],
  ['an invalid manifest', { ...own, sha256: 'ab', isValid: () => false }, /^yaml: another manifest/],
])('%s is never a known difference', (_name, ours, message) => {
  const name = ours.outcome === 'error' ? 'kernel-two' : 'yaml';
  const answer = { name, ...manifest, ...(name === 'yaml' ? { difference: 'yaml-date' } : {}) };
  const recorded = { request: {}, text: '{}', answer };
  const { wrong, tally } = compareAnswers(name === 'yaml' ? 'fresh' : 'trees', [recorded], () => ours);
  expect({ wrong, tally }).toEqual({ wrong: [expect.stringMatching(message)], tally: {} });
});

test.each([
  ['the same text', 'a\nb', 'a\nb', undefined],
  ['a changed line', 'a\nb\nc', 'a\nx\nc', 'line 2: expected "b", got "x"'],
  ['a line more', 'a', 'a\nb', 'line 2: expected the end, got "b"'],
  ['a line less', 'a\nb', 'a', 'line 2: expected "b", got the end'],
])('the first difference of %s', (_name, expected, given, message) => {
  expect(firstDifference(expected, given)).toBe(message);
});
