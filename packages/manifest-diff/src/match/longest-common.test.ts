import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrder, longestCommon, mirrored } from './longest-common.ts';

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 9 });

/** By trying everything. */
function longest(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined) return 0;
  const at = b.indexOf(first);
  return Math.max(longest(rest, b), at < 0 ? 0 : 1 + longest(rest, b.slice(at + 1)));
}

describe('the longest common order', () => {
  test.each([
    ['of equal lists', 'abc', 'abc', '00 11 22'],
    ['of lists with nothing in common', 'ab', 'cd', ''],
    ['with one inserted', 'ac', 'abc', '00 12'],
    ['with one left out', 'abc', 'ac', '00 21'],
    ['of two swapped keeps the one that sorts first by both names', 'ab', 'ba', '10'],
    ['of two swapped, the other way', 'ba', 'ab', '01'],
  ])('%s', (_name, a, b, pairs) => {
    expect(
      longestCommon([...a], [...b])
        .map(({ before, after }) => `${before}${after}`)
        .join(' '),
    ).toBe(pairs);
  });

  test('is in order, of equal keys, as long as can be, and the same from either side', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const pairs = longestCommon(a, b);
        expect(pairs.every((pair) => a[pair.before] === b[pair.after])).toBe(true);
        expect(
          pairs.every(
            (pair, i) =>
              i === 0 || (pair.before > (pairs[i - 1]?.before ?? 0) && pair.after > (pairs[i - 1]?.after ?? 0)),
          ),
        ).toBe(true);
        expect(pairs).toHaveLength(longest(a, b));
        expect(longestCommon(b, a).map(mirrored)).toEqual(pairs);
      }),
    );
  });

  test('of long lists is found before the time of a test is over', () => {
    const long = Array.from({ length: 60_000 }, (_, index) => `${index % 50_000}`);
    expect(longestCommon(['x', ...long], [...long, 'y']).length).toBeGreaterThan(39_000);
  });
});

describe('pairs in order on both sides', () => {
  test('are all of them where none moved', () => {
    const pairs = [
      { before: 0, after: 1 },
      { before: 2, after: 2 },
    ];
    expect(
      inOrder(
        pairs,
        () => [],
        () => [],
      ),
    ).toEqual(pairs);
  });

  test('leave out the one that moved', () => {
    const pairs = [2, 0, 1, 3].map((after, before) => ({ before, after }));
    const names = ['c', 'a', 'b', 'd'];
    const kept = inOrder(
      pairs,
      () => names,
      () => ['a', 'b', 'c', 'd'],
    );
    expect(kept.map(({ before }) => names[before])).toEqual(['a', 'b', 'd']);
  });
});
