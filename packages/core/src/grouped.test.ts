import { expect, test } from 'vitest';
import { grouped } from './grouped.ts';

test('items are grouped by key, in the order of their first items', () => {
  expect([...grouped(['pear', 'fig', 'plum', 'apple'], (word) => word.length)]).toEqual([
    [4, ['pear', 'plum']],
    [3, ['fig']],
    [5, ['apple']],
  ]);
});
