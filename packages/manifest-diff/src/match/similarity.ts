import { isObject } from '@bootwright/core';
import { deepest, fingerprint, isList } from '../diff/json-value.ts';
import { mostLeaves } from './matching-limits.ts';

/** The leaves of a value: each a number for its path and the beginning of its text. */
export type Leaves = readonly string[];

/** How alike two values are: twice the leaves they share, over all leaves of both. 1 for equal values, 0 for nothing. */
export function similarity(left: Leaves, right: Leaves): number {
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

/** Items of lists count wherever they stand. What lies deeper than any manifest does not count. */
export function leavesOf(value: unknown): Leaves {
  const found: string[] = [];
  const visit = (item: unknown, path: number, depth: number): void => {
    if (depth > deepest) return;
    if (isList(item) && item.length > 0) {
      for (const one of item) {
        if (found.length >= mostLeaves) return;
        visit(one, stepHash(path, '[]'), depth + 1);
      }
    } else if (isObject(item) && Object.keys(item).length > 0) {
      for (const key of Object.keys(item)) {
        if (found.length >= mostLeaves) return;
        visit(item[key], stepHash(path, key), depth + 1);
      }
    } else found.push(`${path}=${beginning(fingerprint(item))}`);
  };
  visit(value, 0, 0);
  return found;
}

/** Texts that are alike for longer than this are alike: a long one is compared with many others. */
const longestText = 200;

function beginning(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}${text.length}`;
}

function stepHash(path: number, step: string): number {
  let hash = Math.imul(path, 31) + 7;
  for (let index = 0; index < Math.min(step.length, longestText); index++) {
    hash = (Math.imul(hash, 31) + step.charCodeAt(index)) | 0;
  }
  return hash;
}
