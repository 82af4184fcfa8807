import { Fault } from '@bootwright/core';
import { readAt } from './file-content.ts';
import type { Tree, TreeEntry } from './tree.ts';

/** The entry at a path, before a file is read. */
export type SourceEntry =
  /** Files of the same `identity` are one with several names. */
  | { readonly kind: 'file'; readonly size: number; readonly identity?: string }
  | Exclude<TreeEntry, { readonly kind: 'file' }>;

/**
 * The port behind which a directory, a stack of layers or an archive stands. Every path is a real one: its parents were
 * looked at and are directories, so that an adapter never follows a link. What cannot be read is thrown as a `Fault`.
 */
export interface TreeSource {
  readonly look: (path: string) => SourceEntry | undefined;
  /** Lists a directory. More than `most` names are a fault `inspect/too-many-entries`. */
  readonly list: (path: string, most: number) => readonly string[];
  /** Bytes of a file, fewer where it ends before. */
  readonly read: (path: string, offset: number, length: number) => Uint8Array;
}

/** The fault of a source whose directory has more than `most` entries. */
export function tooManyNames(path: string, most: number): Fault {
  return new Fault('inspect/too-many-entries', `/${path} has more than ${most} entries`, {
    at: { document: 'container', file: path },
    hint: 'a bootable container has a few there; look for what fills the directory',
  });
}

/** A tree as a source: what was kept of it can be collected again. */
export function treeSource(tree: Tree): TreeSource {
  return {
    look: (path) => {
      const entry = tree.entries.get(path);
      return entry?.kind === 'file' ? { kind: 'file', size: entry.size } : entry;
    },
    list: (path) => tree.listings.get(path) ?? [],
    read: (path, offset, length) => {
      const entry = tree.entries.get(path);
      return entry?.kind === 'file' ? readAt(entry, offset, length) : new Uint8Array();
    },
  };
}
