import { expect, test } from 'vitest';
import { distinctItems } from './distinct-items.ts';

test.each<[string, readonly unknown[], boolean]>([
  ['texts that differ', ['a', 'b'], true],
  ['equal texts', ['a', 'a'], false],
  ['a text and a number', ['1', 1], true],
  ['objects that differ', [{ a: 1 }, { a: 2 }], true],
  [
    'objects with equal keys in another order',
    [
      { a: 1, b: [{ c: 1, d: 2 }] },
      { b: [{ d: 2, c: 1 }], a: 1 },
    ],
    false,
  ],
])('knows %s', (_name, items, areDistinct) => {
  expect(distinctItems[0](items)).toBe(areDistinct);
});
