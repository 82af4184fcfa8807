import { deepest, fingerprint, isList, isRecord } from './json-value.ts';

const mostLeaves = 400;

/** How alike two values are: twice the leaves they share, over all leaves of both. 1 for equal values, 0 for nothing. */
export function similarity(before: unknown, after: unknown): number {
  const left = leaves(before);
  const right = leaves(after);
  const counts = new Map<string, number>();
  for (const leaf of left) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  let shared = 0;
  for (const leaf of right) {
    const count = counts.get(leaf) ?? 0;
    if (count === 0) continue;
    counts.set(leaf, count - 1);
    shared++;
  }
  return left.length + right.length === 0 ? 1 : (2 * shared) / (left.length + right.length);
}

/** Items of lists count wherever they stand. */
function leaves(value: unknown): readonly string[] {
  const found: string[] = [];
  const visit = (item: unknown, path: string, depth: number): void => {
    if (found.length >= mostLeaves) return;
    if (depth < deepest && isList(item) && item.length > 0) for (const one of item) visit(one, `${path}[]`, depth + 1);
    else if (depth < deepest && isRecord(item) && Object.keys(item).length > 0) {
      for (const [key, one] of Object.entries(item)) visit(one, `${path}.${key}`, depth + 1);
    } else found.push(`${path}=${fingerprint(item)}`);
  };
  visit(value, '', 0);
  return found;
}
