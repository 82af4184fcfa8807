/** Positions of one thing in both lists. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

/** A table of more cells takes too long; then only the order of what is unique is kept. */
export const largestTable = 4_000_000;

/**
 * The longest sequence of equal keys that both lists have in the same order. Among equally long ones it takes the same
 * whichever list is named first.
 */
export function longestCommon(before: readonly string[], after: readonly string[]): readonly Pair[] {
  return comesFirst(before, after) ? common(before, after) : common(after, before).map(mirrored);
}

/**
 * The longest part of `pairs`, which hold every position once at most, that is in order on both sides. `before` and
 * `after` are the keys of the lists, which settle ties the same way whichever list is named first.
 */
export function inOrder(
  pairs: readonly Pair[],
  before: () => readonly string[],
  after: () => readonly string[],
): readonly Pair[] {
  const sorted = [...pairs].sort((a, b) => a.before - b.before);
  if (sorted.every((pair, index) => index === 0 || pair.after > (sorted[index - 1]?.after ?? -1))) return sorted;
  return comesFirst(before(), after()) ? longestRising(sorted) : inOrderMirrored(pairs);
}

function inOrderMirrored(pairs: readonly Pair[]): readonly Pair[] {
  return longestRising(pairs.map(mirrored).sort((a, b) => a.before - b.before)).map(mirrored);
}

export function mirrored(pair: Pair): Pair {
  return { before: pair.after, after: pair.before };
}

function comesFirst(before: readonly string[], after: readonly string[]): boolean {
  const length = Math.min(before.length, after.length);
  for (let index = 0; index < length; index++) {
    const a = before[index] ?? '';
    const b = after[index] ?? '';
    if (a !== b) return a < b;
  }
  return before.length <= after.length;
}

function common(a: readonly string[], b: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    pairs.push({ before: start, after: start });
    start++;
  }
  let endA = a.length;
  let endB = b.length;
  const tail: Pair[] = [];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    tail.push({ before: --endA, after: --endB });
  }
  const middleA = a.slice(start, endA);
  const middleB = b.slice(start, endB);
  const middle = middleA.length * middleB.length > largestTable ? unique(middleA, middleB) : table(middleA, middleB);
  for (const pair of middle) pairs.push({ before: pair.before + start, after: pair.after + start });
  return pairs.concat(tail.reverse());
}

function table(a: readonly string[], b: readonly string[]): readonly Pair[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) pairs.push({ before: i++, after: j++ });
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function unique(a: readonly string[], b: readonly string[]): readonly Pair[] {
  const placesA = singles(a);
  const placesB = singles(b);
  const pairs = [...placesA].flatMap(([key, before]) => {
    const after = placesB.get(key);
    return after === undefined ? [] : [{ before, after }];
  });
  return longestRising(pairs.sort((one, other) => one.before - other.before));
}

function singles(keys: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  keys.forEach((key, index) => {
    if (places.has(key)) repeated.add(key);
    places.set(key, index);
  });
  for (const key of repeated) places.delete(key);
  return places;
}

/** The longest run of rising `after` in pairs sorted by `before`: patience sorting. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  const tops: number[] = [];
  const previous: number[] = [];
  pairs.forEach((pair, index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.after ?? 0) < pair.after) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? -1 : (tops[low - 1] ?? -1));
    tops[low] = index;
  });
  const chain: Pair[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}
