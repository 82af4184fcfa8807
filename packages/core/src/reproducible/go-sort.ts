import { PatternDefeatingQuicksort } from './pattern-defeating-quicksort.ts';

/**
 * A sorted copy of `items`, as Go's `slices.SortFunc` gives it. That sort is not stable, so the order of equal items
 * depends on its algorithm; osbuild/image-builder sorts lists in which items may be equal, and the bytes of a manifest
 * depend on it.
 */
export function goSort<T>(items: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const order = new PatternDefeatingQuicksort(ranksOf(items, compare)).order();
  return Array.from(order).flatMap((index) => items.slice(index, index + 1));
}

/** Of each item: how many different values are smaller. */
function ranksOf<T>(items: readonly T[], compare: (a: T, b: T) => number): Int32Array {
  const ranks = new Int32Array(items.length);
  let rank = -1;
  let before: { readonly item: T } | undefined;
  for (const { item, index } of items.map((item, index) => ({ item, index })).sort((a, b) => compare(a.item, b.item))) {
    if (before === undefined || compare(before.item, item) !== 0) rank++;
    ranks[index] = rank;
    before = { item };
  }
  return ranks;
}
