import { expect, test } from 'vitest';
import { mergedFacts } from './merged-facts.ts';

test('merges objects that both have, and takes the second of other values', () => {
  expect(mergedFacts({ a: { b: 1, c: 2 }, d: [1], e: 1 }, { a: { b: 3 }, d: [2], f: 4 })).toEqual({
    a: { b: 3, c: 2 },
    d: [2],
    e: 1,
    f: 4,
  });
});

test('keeps keys that every object inherits, so that they are reported as unknown', () => {
  const facts = JSON.parse('{"__proto__": {"unified_kernel": true}, "constructor": {"a": 1}}');
  expect(Object.entries(mergedFacts({ constructor: { b: 2 } }, facts))).toEqual([
    ['constructor', { b: 2, a: 1 }],
    ['__proto__', { unified_kernel: true }],
  ]);
});
