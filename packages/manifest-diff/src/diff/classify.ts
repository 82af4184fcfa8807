import { sizeField } from '../disk/size-field.ts';
import { longestCommon } from '../match/longest-common.ts';
import type { Both, Change, Held } from './change.ts';
import { sameButIdentifier } from './identifier.ts';
import { frozenCopy } from './json-value.ts';
import { classOf, isReference } from './node-kind.ts';
import type { TreeNode } from './tree-node.ts';

/** How an identifier is to be taken. */
export interface DiffOptions {
  /** Both manifests were made with the same seed, so that a changed UUID is more than another draw. Default: false. */
  readonly sameSeed?: boolean;
}

/** The change from one value to another in its place. */
export function valueChange(before: TreeNode, after: TreeNode, options: DiffOptions): Change {
  const values: Both<Held> = { before: held(before), after: held(after) };
  const key = after.path.at(-1);
  const from = sizeOf(before);
  const to = sizeOf(after);
  if (from !== undefined && to !== undefined && from.quantity === to.quantity) {
    const bytes = { before: from.bytes, after: to.bytes };
    return { kind: 'resized', class: 'size', quantity: to.quantity, bytes, ...values };
  }
  // A key of one name on both sides, so that swapping the sides does not change the class.
  if (key === before.path.at(-1) && sameButIdentifier(key, before.value, after.value)) {
    return { kind: 'reseeded', class: 'identifier', seed: options.sameSeed === true ? 'same' : 'other', ...values };
  }
  if (after.kind === 'kernel-arguments' && before.kind === after.kind) {
    const words = rewording(before.value, after.value);
    if (words !== undefined) return { kind: 'reworded', class: 'kernel-argument', ...words, ...values };
  }
  return { kind: 'changed', class: classOfBoth(before, after), ...values };
}

/** The change from the whole of a value to the whole of another. */
export function coarseChange(before: TreeNode, after: TreeNode): Change {
  const values = { before: held(before), after: held(after) };
  return { kind: 'changed', class: classOfBoth(before, after), coarse: true, ...values };
}

/** What a change at the node is about. */
export function classAt(node: TreeNode): Change['class'] {
  return isReference(node.kind, node.path) ? 'reference' : classOf(node.kind);
}

/** What a change of both nodes is about; nothing in particular where they are not of one kind. */
export function classOfBoth(before: TreeNode, after: TreeNode): Change['class'] {
  const name = classAt(before);
  return name === classAt(after) ? name : 'document';
}

function held(node: TreeNode): Held {
  return { path: node.path, landmarks: node.landmarks, value: frozenCopy(node.value) };
}

function sizeOf(node: TreeNode) {
  return sizeField(node.kind, node.stageType, node.path.at(-1), node.value, node.sector);
}

function rewording(before: unknown, after: unknown) {
  if (typeof before !== 'string' || typeof after !== 'string') return undefined;
  const left = words(before);
  const right = words(after);
  if (left.length < 2 && right.length < 2) return undefined;
  const common = longestCommon(left, right);
  const keptLeft = new Set(common.map((pair) => pair.before));
  const keptRight = new Set(common.map((pair) => pair.after));
  return {
    removed: left.filter((_, index) => !keptLeft.has(index)),
    added: right.filter((_, index) => !keptRight.has(index)),
  };
}

/** Words of a command line; a quoted part may hold spaces. */
function words(text: string): readonly string[] {
  return text.match(/(?:"[^"]*"?|\S)+/g) ?? [];
}
