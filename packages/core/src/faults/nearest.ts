/** Nobody misspells a key of more letters, and comparing them would cost the square of their length. */
const longest = 64;

/**
 * The word of `known` that `word` was probably meant to be, for "did you mean": the fewest letters apart, at most a
 * third of the word, where swapped neighbours count once. The first of equals; `undefined` where none is near.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word === '' || word.length > longest) return undefined;
  const wanted = folded(word);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const other = folded(candidate);
    if (other.length > longest || Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = letterDistance(wanted, other);
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** `minSize`, `min-size` and `min_size` are the same word to a reader. */
function folded(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Optimal string alignment distance: letters inserted, removed, changed, or swapped with their neighbour. */
function letterDistance(left: string, right: string): number {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const changed = left[row - 1] === right[column - 1] ? 0 : 1;
      let distance = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + changed,
      );
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        distance = Math.min(distance, (beforePrevious[column - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
