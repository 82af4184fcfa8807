import { largest, pushAll } from '@bootwright/core';

/** Names that differ from each other in some segments alone: what each segment may be. */
type Box = readonly (readonly string[])[];

/**
 * Fewer patterns for the same names, such as `none/{raw,ami}` for two names. Each name is given once, and the first name comes first. `expandNames` gives the names again.
 */
export function compactNames(names: readonly string[]): readonly string[] {
  let boxes: readonly Box[] = names.map((name) => name.split('/').map((segment) => [segment]));
  const segments = largest(boxes.map((box) => box.length));
  for (let axis = segments - 1; axis >= 0; axis--) boxes = joinedAlong(axis, boxes);
  return boxes.map((box) => box.map(patternOf).join('/'));
}

/** Boxes that are equal but for one segment become one. */
function joinedAlong(axis: number, boxes: readonly Box[]): readonly Box[] {
  const joined = new Map<string, string[][]>();
  for (const box of boxes) {
    const key = box.map((words, index) => (index === axis ? '' : words.join(','))).join('/');
    const known = joined.get(key);
    if (known === undefined)
      joined.set(
        key,
        box.map((words) => [...words]),
      );
    else pushAll(known[axis] ?? [], box[axis] ?? []);
  }
  return [...joined.values()];
}

function patternOf(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : `{${words.join(',')}}`;
}

/** How many names a pattern has; `expandNames` makes as many. */
export function countNames(pattern: string): number {
  return segmentsOf(pattern).reduce((count, words) => count * words.length, 1);
}

/** All names of a pattern, the last segment varying fastest. */
export function expandNames(pattern: string): readonly string[] {
  const [first = [], ...rest] = segmentsOf(pattern);
  return rest.reduce<readonly string[]>(
    (names, words) => names.flatMap((name) => words.map((word) => `${name}/${word}`)),
    first,
  );
}

function segmentsOf(pattern: string): readonly (readonly string[])[] {
  return pattern.split('/').map((segment) => segment.replace(/^\{(.*)\}$/, '$1').split(','));
}
