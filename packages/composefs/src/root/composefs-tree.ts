import { paused, type Steps } from '@bootwright/archive';
import { memoized, pushAll } from '@bootwright/core';

// Names, link targets and the names of extended attributes are byte strings: texts with a character for each byte, so
// that JavaScript's order of texts is that of their bytes.

/** Extended attributes by name. */
export type Xattrs = ReadonlyMap<string, Uint8Array>;

export interface Stat {
  /** The twelve low bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly xattrs: Xattrs;
}

export type LeafContent =
  /** A file of at most 64 bytes. */
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  /** A longer one, by its fs-verity digest; its bytes too where they are read here. */
  | { readonly kind: 'external'; readonly size: number; readonly digest: Uint8Array; readonly bytes?: Uint8Array }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'character device' | 'block device'; readonly rdev: number }
  | { readonly kind: 'FIFO' | 'socket' };

/** Where the content of a file stands: in the entry of a layer, both counted from 0. */
export interface LeafOrigin {
  readonly layer: number;
  readonly ordinal: number;
}

/** What is not a directory; several names may have the same one. */
export interface Leaf {
  stat: Stat;
  content: LeafContent;
  /** Of a file in a layer. */
  readonly origin?: LeafOrigin;
}

export interface Directory {
  stat: Stat;
  readonly entries: Map<string, Node>;
}

export type Node = Leaf | Directory;

export const isDirectory = (node: Node): node is Directory => 'entries' in node;

/** Longer files are stored next to the image and not in it. */
export const mostInline = 64;

export const noXattrs: Xattrs = new Map();
export const noStat: Stat = { mode: 0, uid: 0, gid: 0, seconds: 0, nanoseconds: 0, xattrs: noXattrs };

/** The names of a directory in byte order; cheap where they stand so already, as in a copy. */
export function sortedEntries({ entries }: Directory): readonly (readonly [string, Node])[] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A copy of all directories and leaves with the names in byte order, which shares what hard links share. */
export function* copyTree(root: Directory): Steps<Directory> {
  const copyOf = memoized((leaf: Leaf): Leaf => ({ ...leaf }));
  const copy: Directory = { stat: root.stat, entries: new Map() };
  const waiting: (readonly [Directory, Directory])[] = [[root, copy]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [from, to] = next;
    yield* paused(sortedEntries(from), ([name, node]) => {
      if (!isDirectory(node)) {
        to.entries.set(name, copyOf(node));
        return;
      }
      const directory: Directory = { stat: node.stat, entries: new Map() };
      to.entries.set(name, directory);
      waiting.push([node, directory]);
    });
    yield;
  }
  return copy;
}

export interface NamedNode {
  readonly name: string;
  readonly node: Node;
  readonly directory: Directory;
  /** Steps from the top: 1 for what is in it. */
  readonly depth: number;
}

/** Every name below a directory in the order of paths, a directory before what is in it. */
export function* namesOf(root: Directory): Generator<NamedNode> {
  const open = [{ directory: root, rest: sortedEntries(root)[Symbol.iterator]() }];
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const { directory, rest } = last;
    const next = rest.next();
    if (next.done === true) {
      open.pop();
      continue;
    }
    const [name, node] = next.value;
    yield { name, node, directory, depth: open.length };
    if (isDirectory(node)) open.push({ directory: node, rest: sortedEntries(node)[Symbol.iterator]() });
  }
}

/** Every directory and leaf once, a directory before what is in it. */
export function* nodesOf(root: Directory): Generator<Node> {
  const seen = new Set<Node>();
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    if (!isDirectory(node)) seen.add(node);
    yield node;
    if (isDirectory(node)) pushAll(waiting, node.entries.values());
  }
}
