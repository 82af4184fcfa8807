import { isObject } from '@bootwright/core';
import { fieldOf, fingerprint, isList, listOf, textOf } from '../diff/json-value.ts';
import type { TreeNode } from '../diff/tree-node.ts';
import { type Keys, Pairing } from './pairing.ts';
import { type Leaves, leavesOf, similarity } from './similarity.ts';
import { stageIdentity, stageRole } from './stage-identity.ts';

/** A list of one document, with the keys that its items are paired by. */
interface Side {
  readonly node: TreeNode;
  readonly items: readonly unknown[];
  readonly length: number;
  fingerprints(): readonly string[];
  keys(key: (item: unknown, index: number) => string | undefined): Keys;
}

function side(node: TreeNode, items: readonly unknown[]): Side {
  let known: readonly string[] | undefined;
  return {
    node,
    items,
    length: items.length,
    fingerprints() {
      known ??= items.map((item) => fingerprint(item));
      return known;
    },
    keys: (key) => items.map(key),
  };
}

/** Which item of the list `before` is which of the list `after`. Both nodes hold lists and are of one kind. */
export function matchItems(before: TreeNode, after: TreeNode): Pairing {
  const a = side(before, isList(before.value) ? before.value : []);
  const b = side(after, isList(after.value) ? after.value : []);
  const pairing = new Pairing(a, b);
  switch (before.kind) {
    case 'pipelines':
      return matchPipelines(pairing, a, b);
    case 'stages':
      return matchStages(pairing, a, b);
    case 'partitions':
      return matchPartitions(pairing, a, b);
    case 'mounts':
      return by(byName(pairing, a, b), a, b, ['target', 'type']);
    case 'volumes':
      return byName(pairing, a, b).inGaps(a.keys(one), b.keys(one), { equalCounts: true });
    case 'kernel-arguments':
      return equalOnes(pairing, a, b).inGaps(a.keys(argumentName), b.keys(argumentName));
    default:
      return matchAny(pairing, a, b);
  }
}

const one = (): string => '';
const field = (key: string) => (item: unknown) => textOf(item, key);

/** What is before the `=` of a kernel argument. */
function argumentName(word: unknown): string | undefined {
  return typeof word === 'string' ? word.split('=', 1)[0] : undefined;
}

/** Equal ones first, in the longest common order, then wherever they stand. */
function equalOnes(pairing: Pairing, a: Side, b: Side): Pairing {
  const left = a.fingerprints();
  const right = b.fingerprints();
  return pairing.byOrder(left, right).anywhere(left, right);
}

function byName(pairing: Pairing, a: Side, b: Side): Pairing {
  const [left, right] = [a.keys(field('name')), b.keys(field('name'))];
  return pairing.byOrder(left, right).anywhere(left, right);
}

function by(pairing: Pairing, a: Side, b: Side, fields: readonly string[]): Pairing {
  for (const name of fields) pairing.anywhere(a.keys(field(name)), b.keys(field(name)));
  return pairing;
}

function alike(pairing: Pairing, a: Side, b: Side, score: (before: unknown, after: unknown) => number): Pairing {
  return pairing.isComplete() ? pairing : pairing.alike((i, j) => score(a.items[i], b.items[j]));
}

/** How alike what `part` takes of two items is; each item is read once. */
function likeness(part: (item: unknown) => unknown): (before: unknown, after: unknown) => number {
  const known = new Map<unknown, Leaves>();
  const leaves = (item: unknown): Leaves => {
    const found = known.get(item) ?? leavesOf(part(item));
    known.set(item, found);
    return found;
  };
  return (before, after) => similarity(leaves(before), leaves(after));
}

/** By name; a renamed pipeline by its stages. */
function matchPipelines(pairing: Pairing, a: Side, b: Side): Pairing {
  byName(pairing, a, b);
  const content = (item: unknown): string => fingerprint(fieldOf(item, 'stages'));
  if (!pairing.isComplete()) pairing.anywhere(a.keys(content), b.keys(content));
  const types = likeness((item) => listOf(item, 'stages').map((stage) => textOf(stage, 'type')));
  const stages = likeness((item) => fieldOf(item, 'stages'));
  return alike(pairing, a, b, (left, right) => (types(left, right) + stages(left, right)) / 2);
}

/**
 * Equal stages first; then those of one type that work on the same thing, that are between the same neighbours, or
 * that are much alike.
 */
function matchStages(pairing: Pairing, a: Side, b: Side): Pairing {
  equalOnes(pairing, a, b);
  if (pairing.isComplete()) return pairing;
  const identity = (node: TreeNode) => (stage: unknown) => {
    const name = stageIdentity(stage, node.disk);
    return name === undefined ? undefined : `${textOf(stage, 'type')} ${name}`;
  };
  const [left, right] = [a.keys(identity(a.node)), b.keys(identity(b.node))];
  pairing.byOrder(left, right).anywhere(left, right);
  const anonymous = (keys: Keys) => (stage: unknown, index: number) =>
    keys[index] === undefined ? textOf(stage, 'type') : undefined;
  pairing.inGaps(a.keys(anonymous(left)), b.keys(anonymous(right)));
  // What works on another partition is another stage, however alike.
  const roleless = (list: Side) => (stage: unknown) =>
    stageRole(stage, list.node.disk) === undefined ? textOf(stage, 'type') : undefined;
  const options = likeness((stage) => fieldOf(stage, 'options'));
  alike(pairing, a, b, (before, after) => {
    const type = roleless(a)(before);
    return type !== undefined && type === roleless(b)(after) ? options(before, after) : 0;
  });
  return pairing.inGaps(a.keys(onlyOfItsType(a)), b.keys(onlyOfItsType(b)));
}

/** The type, where no other stage of the pipeline has it and no partition tells it apart. */
function onlyOfItsType(list: Side): (stage: unknown) => string | undefined {
  return (stage) => {
    const type = textOf(stage, 'type') ?? '';
    const isOther = list.node.repeated?.has(type) === true || stageRole(stage, list.node.disk) !== undefined;
    return isOther ? undefined : type;
  };
}

/** By role, then by name; those whose role nothing tells also by type and number. */
function matchPartitions(pairing: Pairing, a: Side, b: Side): Pairing {
  const role = (node: TreeNode) => (_item: unknown, index: number) => {
    const partition = node.disk?.partitions[index];
    return partition?.known === true ? partition.role : undefined;
  };
  const [left, right] = [a.keys(role(a.node)), b.keys(role(b.node))];
  by(pairing.anywhere(left, right), a, b, ['name']);
  const unknown = (list: Side, roles: Keys, key: (item: unknown, index: number) => string | undefined): Keys =>
    list.keys((item, index) => (roles[index] === undefined ? key(item, index) : undefined));
  for (const key of [field('type'), (_item: unknown, index: number) => `${index}`]) {
    pairing.anywhere(unknown(a, left, key), unknown(b, right, key));
  }
  return pairing;
}

const namingFields = ['name', 'id', 'path', 'filename', 'to', 'key', 'type'];

function matchAny(pairing: Pairing, a: Side, b: Side): Pairing {
  equalOnes(pairing, a, b);
  if (pairing.isComplete()) return pairing;
  for (const name of namingFields) pairing.anywhere(a.keys(field(name)), b.keys(field(name)));
  const whole = likeness((item) => item);
  alike(pairing, a, b, (before, after) => (isObject(before) && isObject(after) ? whole(before, after) : 0));
  const shape = (item: unknown): string => (isObject(item) ? 'record' : isList(item) ? 'list' : 'scalar');
  return pairing.inGaps(a.keys(shape), b.keys(shape), { equalCounts: true });
}
