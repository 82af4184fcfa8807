import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const keys = ['name', 'mountpoint', 'minsize', 'fs_type', 'partitions', 'label', 'uid', 'gid'];

test.each([
  ['two letters swapped', 'mountpiont', 'mountpoint'],
  ['a letter missing', 'partitons', 'partitions'],
  ['a letter too many', 'labell', 'label'],
  ['a wrong letter', 'minsise', 'minsize'],
  ['another case', 'MinSize', 'minsize'],
  ['a dash for an underscore', 'fs-type', 'fs_type'],
  ['no underscore', 'fstype', 'fs_type'],
  ['a short word with one wrong letter', 'gud', 'gid'],
  ['the word itself', 'name', 'name'],
  ['something else altogether', 'kernel', undefined],
  ['a short word that shares one letter', 'go', undefined],
  ['nothing', '', undefined],
  ['a text that is not a key', 'm'.repeat(100_000), undefined],
])('%s: %s', (_, word, expected) => {
  expect(nearest(word, keys)).toBe(expected);
});

test('nothing is near where nothing is known', () => {
  expect(nearest('name', [])).toBeUndefined();
});

test('a known word is its own nearest, and any answer is a known word', () => {
  fc.assert(
    fc.property(fc.string(), fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (word, known) => {
      const [first = ''] = known;
      expect(nearest(first, known)).toBe(first);
      expect([undefined, ...known]).toContain(nearest(word, known));
    }),
  );
});
