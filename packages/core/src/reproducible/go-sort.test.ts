import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { goSort } from './go-sort.ts';

type Pattern = 'random' | 'ascending' | 'descending' | 'organ' | 'nearly' | 'sawtooth';

const lengths = [0, 1, 2, 11, 12, 13, 14, 16, 20, 25, 31, 49, 50, 51, 64, 100, 127, 128, 200, 333, 1000, 2500];
const valueCounts = [1, 2, 3, 7, 20, 1000];

/** Keys by a rule that a Go program followed as well. */
function keysOf(pattern: Pattern, length: number, values: number): readonly number[] {
  let state = length * 31 + values * 7 + pattern.length;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) % values;
  };
  const scaled = (index: number): number => Math.trunc((index * values) / length);
  const rules: Readonly<Record<Pattern, (index: number) => number>> = {
    random,
    ascending: scaled,
    descending: (index) => scaled(length - index),
    organ: (index) => scaled(Math.min(index, length - index)),
    nearly: (index) => (index % 17 === 16 ? random() : scaled(index)),
    sawtooth: (index) => index % values,
  };
  return Array.from({ length }, (_, index) => rules[pattern](index));
}

/** The positions of the keys, sorted by key. */
function order(keys: readonly number[]): readonly number[] {
  const items = keys.map((key, index) => ({ key, index }));
  return goSort(items, (a, b) => a.key - b.key).map(({ index }) => index);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('goSort', () => {
  // SHA-256 over the orders that slices.SortFunc of Go 1.26 gave.
  test.each<readonly [Pattern, string]>([
    ['random', '1064eb389e6f757aa6cba247cc6fd43da2c5155c6cfb48bafe944a3376405132'],
    ['ascending', '2a8d42bb550756492e86aeb9be68dd17246b4f4263c7b091640319ceeebed4bd'],
    ['descending', '834fbae4a0b607aadd8954872152709dc007e777ea238658fccdd77c119320f6'],
    ['organ', '438bbd8562e0bf5068bc39c66fc2cf49ec1a574234fdf6796dfd868f08259bee'],
    ['nearly', 'd692c8283388c581900d0695443d48ad712ffb4d3d34d209967c1023f3862a37'],
    ['sawtooth', 'b0170658f11d0e44357f78e3c1509b3449cd2940baafd172635135b2318b9062'],
  ])('orders equal items of %s lists as Go does', (pattern, expected) => {
    const lines = lengths.flatMap((length) =>
      valueCounts.map((values) =>
        order(keysOf(pattern, length, values))
          .map((index) => `${index},`)
          .join(''),
      ),
    );
    expect(sha256(lines.map((line) => `${line}\n`).join(''))).toBe(expected);
  });

  test('orders equal items as Go does where six unbalanced partitions end in heapsort', () => {
    const keys = [
      14, 1, 7, 7, 3, 15, 11, 5, 0, 10, 2, 3, 9, 12, 5, 10, 8, 14, 11, 8, 13, 6, 2, 0, 1, 4, 6, 9, 4, 12, 15, 13,
    ];
    expect(order(keys)).toEqual([
      8, 23, 24, 1, 22, 10, 4, 11, 25, 28, 14, 7, 26, 21, 2, 3, 19, 16, 27, 12, 15, 9, 6, 18, 13, 29, 31, 20, 17, 0, 5,
      30,
    ]);
  });

  test('keeps the list that it is given', () => {
    const items = [3, 1, 2];
    expect([goSort(items, (a, b) => a - b), items]).toEqual([
      [1, 2, 3],
      [3, 1, 2],
    ]);
  });
});
