import { isObject } from '@bootwright/core';
import { largestTable } from '../match/longest-common.ts';
import { mostCandidates, mostLeaves } from '../match/matching-limits.ts';
import type { Both } from './change.ts';
import { isList } from './json-value.ts';
import type { TreeNode } from './tree-node.ts';

/** Items of a list or object that are matched; the largest manifests of image-builder have some thousands. */
const mostItems = 20_000;
/** Values looked at, or steps of about the same cost; a manifest with 5,000 packages takes a tenth. */
const mostWork = 8_000_000;
/** Characters of the names and paths that all changes of a diff repeat, with 100 for each change. */
const mostText = 2_000_000;
const textOfChange = 100;
/** Long texts are compared and hashed fast. */
const charactersOfWork = 64;

/**
 * Bounds what a diff costs and how long it is. What is too large to be compared part by part is one change from the whole
 * of it to the whole of the other, so that a diff is complete all the same.
 */
export class DiffBudget {
  private work = mostWork;
  private text = mostText;

  /** Whether the values of both nodes may be compared part by part; the work of that is counted then. */
  allows(before: TreeNode, after: TreeNode): boolean {
    const [left, right] = [lengthOf(before.value), lengthOf(after.value)];
    if (left > mostItems || right > mostItems) return false;
    const work = weight(before.value, this.work) + weight(after.value, this.work);
    const pairs = left * right;
    const leaves = Math.min(mostLeaves, work / (left + right + 1));
    const matching = Math.min(pairs, largestTable) / 4 + (pairs > mostCandidates ? 0 : pairs * leaves);
    const cost = work + (isList(before.value) ? matching : 0);
    if (cost > this.work) return false;
    this.work -= cost;
    return true;
  }

  /** Whether so many changes inside the nodes have room; they are counted then. */
  hasRoom(changes: number, { before, after }: Both<TreeNode>): boolean {
    const text = changes * (textOfChange + nameLength(before) + nameLength(after));
    if (text > this.text) return false;
    this.text -= text;
    return true;
  }
}

function lengthOf(value: unknown): number {
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

/** Values in `value`, long texts counted by their length; no further than `most`. */
function weight(value: unknown, most: number): number {
  const open: unknown[] = [value];
  let sum = 0;
  while (open.length > 0 && sum <= most) {
    const next = open.pop();
    sum++;
    if (typeof next === 'string') sum += next.length / charactersOfWork;
    else if (isList(next)) for (const item of next) open.push(item);
    else if (isObject(next)) {
      for (const key of Object.keys(next)) {
        sum += key.length / charactersOfWork;
        open.push(next[key]);
      }
    }
  }
  return sum;
}

function nameLength({ path, landmarks }: TreeNode): number {
  let sum = 0;
  for (const step of path) sum += typeof step === 'string' ? step.length : 3;
  for (const { name, label = '' } of landmarks) sum += name.length + label.length;
  return sum;
}
