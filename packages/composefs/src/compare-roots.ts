import { defined } from '@bootwright/core';
import { type Directory, isDirectory, type LeafContent, type Node, type Stat } from './root/composefs-tree.ts';

/** What differs at a path of two roots. */
export interface RootDifference {
  /** From the root on, such as `/usr/bin/bash`; a character for each byte. */
  readonly path: string;
  /** Such as `mode`, `time`, `content`, `attribute security.capability`; `presence` where one root lacks it. */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  /** The layer of the second root with the file, counted from 1, where it has layers. */
  readonly layer?: number;
}

/** The differences of two roots, a directory before what is in it; below what only one of them has, nothing is listed. */
export function* compareRoots(before: Directory, after: Directory): Generator<RootDifference> {
  yield* compareStats('/', before.stat, after.stat);
  const waiting: { readonly path: string; readonly one: Directory; readonly other: Directory }[] = [
    { path: '', one: before, other: after },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path: above, one, other } = next;
    const below: typeof waiting = [];
    for (const name of [...new Set([...one.entries.keys(), ...other.entries.keys()])].sort(byBytes)) {
      const path = `${above}/${name}`;
      const [old, current] = [one.entries.get(name), other.entries.get(name)];
      if (old === undefined || current === undefined) {
        yield present(path, old, current);
      } else if (isDirectory(old) && isDirectory(current)) {
        yield* compareStats(path, old.stat, current.stat);
        below.push({ path, one: old, other: current });
      } else yield* compareNodes(path, old, current);
    }
    for (const directory of below.toReversed()) waiting.push(directory);
  }
}

const byBytes = (one: string, other: string): number => (one < other ? -1 : 1);

function present(path: string, old: Node | undefined, current: Node | undefined): RootDifference {
  const kinds = defined({ before: old && kindOf(old), after: current && kindOf(current) });
  return { path, what: 'presence', ...kinds, ...layerOf(current) };
}

function* compareNodes(path: string, old: Node, current: Node): Generator<RootDifference> {
  const layer = layerOf(current);
  if (kindOf(old) !== kindOf(current)) {
    yield { path, what: 'kind', before: kindOf(old), after: kindOf(current), ...layer };
  } else if (!isDirectory(old) && !isDirectory(current)) {
    const [one, other] = [contentText(old.content), contentText(current.content)];
    if (one !== other) yield { path, what: 'content', before: one, after: other, ...layer };
  }
  for (const difference of compareStats(path, old.stat, current.stat)) yield { ...difference, ...layer };
}

function layerOf(node: Node | undefined): { readonly layer?: number } {
  const origin = node === undefined || isDirectory(node) ? undefined : node.origin;
  return origin === undefined ? {} : { layer: origin.layer + 1 };
}

function* compareStats(path: string, old: Stat, current: Stat): Generator<RootDifference> {
  const names = [...new Set([...old.xattrs.keys(), ...current.xattrs.keys()])].sort(byBytes);
  const facts = (stat: Stat): readonly (readonly [string, string | undefined])[] => [
    ['mode', stat.mode.toString(8).padStart(4, '0')],
    ['owner', `${stat.uid}:${stat.gid}`],
    ['time', `${stat.seconds}.${String(stat.nanoseconds).padStart(9, '0')}`],
    ...names.map((name) => [`attribute ${name}`, hexOf(stat.xattrs.get(name))] as const),
  ];
  const afterwards = new Map(facts(current));
  for (const [what, before] of facts(old)) {
    const after = afterwards.get(what);
    if (after !== before) yield { path, what, ...defined({ before, after }) };
  }
}

function hexOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString('hex');
}

function kindOf(node: Node): string {
  if (isDirectory(node)) return 'directory';
  const { kind } = node.content;
  return kind === 'inline' || kind === 'external' ? 'file' : kind;
}

/** Files by size and digest, or their bytes where they are short. */
function contentText(content: LeafContent): string {
  switch (content.kind) {
    case 'inline':
      return `${content.bytes.length} bytes, ${hexOf(content.bytes)}`;
    case 'external':
      return `${content.size} bytes, ${hexOf(content.digest)}`;
    case 'link':
      return content.target;
    case 'character device':
    case 'block device':
      return String(content.rdev);
    case 'FIFO':
    case 'socket':
      return '';
  }
}
