import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareKeys, sortedRecord } from './sorted-record.ts';

test('a sorted record has its keys in order, the last of equal ones standing', () => {
  const record = sortedRecord([
    ['b', 1],
    ['-', 2],
    ['B', 3],
    ['b', 4],
  ] as const);
  expect(Object.entries(record)).toEqual([
    ['-', 2],
    ['B', 3],
    ['b', 4],
  ]);
});

test('keys are compared by the bytes of UTF-8, as Go does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
      const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
      expect(Math.sign(compareKeys(left, right))).toBe(bytes);
    }),
  );
  expect(['😀', '\uffee', 'z'].sort(compareKeys)).toEqual(['z', '\uffee', '😀']);
});
