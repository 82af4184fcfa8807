import { isObject } from '@bootwright/core';
import { sizeField } from '../disk/size-field.ts';
import { alignedRows, type Row } from '../match/alignment.ts';
import { matchItems } from '../match/match-items.ts';
import { matchKeys } from '../match/match-keys.ts';
import type { Both, Filled, ManifestDiff, Slot } from './change.ts';
import { classAt, classOfBoth, coarseChange, type DiffOptions, valueChange } from './classify.ts';
import { DiffBudget } from './diff-budget.ts';
import { GroupCollector } from './group-collector.ts';
import { deepest, entriesOf, fieldOf, frozenCopy, isList, same } from './json-value.ts';
import { childNode, namedAlike, rootNode, type TreeNode } from './tree-node.ts';

/**
 * What differs between two manifests, as changes to pipelines, stages, partitions, devices, mounts and sources. Any two
 * values of JSON have a diff, manifests or not; equal ones an empty one. Nothing is thrown. The diff contains copies. Parts
 * far larger than those of any manifest are compared as a whole: such changes are marked `coarse`.
 */
export function diffManifests(before: unknown, after: unknown, options: DiffOptions = {}): ManifestDiff {
  const groups = new GroupCollector();
  compare(rootNode(before), rootNode(after), { groups, options, budget: new DiffBudget() });
  return deepFrozen({ groups: groups.result() });
}

interface Findings {
  readonly groups: GroupCollector;
  readonly options: DiffOptions;
  readonly budget: DiffBudget;
}

function compare(before: TreeNode, after: TreeNode, into: Findings): void {
  if (same(before.value, after.value)) return;
  // What is in another place may be something else there; then nothing inside is matched by what it is.
  const comparable = before.kind === after.kind && before.path.length < deepest;
  const compareParts = comparable ? partsComparison(before, after) : undefined;
  if (compareParts === undefined) into.groups.add(valueChange(before, after, into.options), { before, after });
  else if (!into.budget.allows(before, after) || !compareParts(before, after, into)) {
    into.groups.add(coarseChange(before, after), { before, after });
  }
}

/** Compares two values part by part; false, and nothing is added, where that would be too many changes. */
type PartsComparison = (before: TreeNode, after: TreeNode, into: Findings) => boolean;

function partsComparison(before: TreeNode, after: TreeNode): PartsComparison | undefined {
  if (isList(before.value) && isList(after.value)) return compareLists;
  return isObject(before.value) && isObject(after.value) ? compareRecords : undefined;
}

function compareLists(before: TreeNode, after: TreeNode, into: Findings): boolean {
  const left = isList(before.value) ? before.value : [];
  const right = isList(after.value) ? after.value : [];
  const rows = alignedRows(matchItems(before, after), left.length, right.length);
  return compareRows(rows, {
    around: { before, after },
    before: (index) => childNode(before, index, left[index], index),
    after: (index) => childNode(after, index, right[index], index),
    isSame: (row) => same(left[row.before], right[row.after]),
    keyed: false,
    into,
  });
}

function compareRecords(before: TreeNode, after: TreeNode, into: Findings): boolean {
  const left = entriesOf(before.value);
  const right = entriesOf(after.value);
  const rows = alignedRows(matchKeys(before, after), left.length, right.length);
  const child = (parent: TreeNode, entries: typeof left) => (index: number) => {
    const [key, value] = entries[index] ?? ['', undefined];
    return childNode(parent, key, value, index);
  };
  return compareRows(rows, {
    around: { before, after },
    before: child(before, left),
    after: child(after, right),
    isSame: (row) => left[row.before]?.[0] === right[row.after]?.[0] && same(left[row.before], right[row.after]),
    keyed: true,
    into,
  });
}

interface Children {
  readonly around: Both<TreeNode>;
  before(index: number): TreeNode;
  after(index: number): TreeNode;
  /** Whether both items, keys included, are equal. */
  isSame(row: Row & { readonly kind: 'both' }): boolean;
  /** Whether they are the values of an object, by key. */
  readonly keyed: boolean;
  readonly into: Findings;
}

function compareRows(rows: readonly Row[], children: Children): boolean {
  const { around, into } = children;
  const differing = rows.filter((row) => row.kind !== 'both' || row.moved || !children.isSame(row));
  if (!into.budget.hasRoom(differing.length, around)) return false;
  for (const row of differing) {
    if (row.kind === 'before') {
      const node = children.before(row.before);
      const before = filled(node, slotOf(node, row.before, children.before));
      into.groups.add({ kind: 'removed', class: classAt(node), before }, around);
    } else if (row.kind === 'after') {
      const node = children.after(row.after);
      const after = filled(node, slotOf(node, row.after, children.after));
      into.groups.add({ kind: 'added', class: classAt(node), after }, around);
    } else compareBoth(row, children);
  }
  return true;
}

function compareBoth(row: Row & { readonly kind: 'both' }, children: Children): void {
  const { before, after } = namedAlike(children.before(row.before), children.after(row.after));
  const isRenamed = children.keyed && before.path.at(-1) !== after.path.at(-1);
  if (isRenamed || row.moved) {
    const slots = {
      before: slotOf(before, row.before, children.before),
      after: slotOf(after, row.after, children.after),
    };
    const around = children.around;
    if (isRenamed) children.into.groups.add({ kind: 'renamed', class: classOfBoth(before, after), ...slots }, around);
    else {
      const moved = children.keyed ? 'key-order' : classOfBoth(before, after);
      children.into.groups.add({ kind: 'moved', class: moved, ...slots }, around);
    }
  }
  compare(before, after, children.into);
}

function filled(node: TreeNode, slot: Slot): Filled {
  const { kind, stageType, sector } = node;
  const isSized = kind === 'partition' || kind === 'volume';
  const size = isSized ? sizeField(kind, stageType, 'size', fieldOf(node.value, 'size'), sector) : undefined;
  return { ...slot, value: frozenCopy(node.value), ...(size === undefined ? {} : { bytes: size.bytes }) };
}

function slotOf(node: TreeNode, position: number, sibling: (index: number) => TreeNode): Slot {
  const slot = { path: node.path, landmarks: node.landmarks, position };
  if (position === 0 || (node.kind !== 'stage' && node.kind !== 'pipeline')) return slot;
  const previous = sibling(position - 1).landmarks.at(-1);
  if (previous === undefined) return slot;
  const label = previous.label === undefined ? '' : ` (${previous.label})`;
  return { ...slot, previous: `${previous.name}${label}` };
}

/** Values in changes are frozen already, and not walked through again. */
function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFrozen(item);
  return Object.freeze(value);
}
