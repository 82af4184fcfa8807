import { Fault } from '@bootwright/core';
import { contentOf, decodeText } from './file-content.ts';
import type { Resolution, ResolveRules } from './resolve-path.ts';
import { resolvePath } from './resolve-path.ts';
import type { Tree } from './tree.ts';

/** A text file of the container. */
export interface TreeText {
  /** The path that was asked for, without a leading slash. */
  readonly file: string;
  readonly text: string;
}

const asInContainer: ResolveRules = { escape: 'clamp' };

/** Where a path of the tree leads. */
export function locateIn(tree: Tree, path: string, rules: ResolveRules = asInContainer): Resolution {
  return resolvePath((real) => tree.entries.get(real), path, rules);
}

/**
 * The UTF-8 text of a file, links followed inside the root; absent where it is missing. Faults: it is not a
 * regular file, cannot be read, is too long, or is not UTF-8.
 */
export function readTextIn(tree: Tree, path: string, rules: ResolveRules = asInContainer): TreeText | undefined {
  const found = locateIn(tree, path, rules);
  if (found.kind === 'rejected') throw found.fault;
  return found.kind === 'absent' ? undefined : { file: path, text: decodeText(contentOf(found.entry, path), path) };
}

/** A directory that was listed. */
export interface TreeListing {
  /** Its real path. */
  readonly path: string;
  /** In byte order. */
  readonly names: readonly string[];
}

/**
 * The names of a listed directory; absent where it is missing. Faults: it is not a directory, cannot be read, or has too
 * many entries.
 */
export function listIn(tree: Tree, path: string, rules: ResolveRules = asInContainer): TreeListing | undefined {
  const found = locateIn(tree, path, rules);
  if (found.kind === 'absent') return undefined;
  if (found.kind === 'rejected') throw found.fault;
  if (found.entry.kind === 'withheld') throw found.entry.fault;
  if (found.entry.kind !== 'directory') {
    throw new Fault('inspect/not-a-directory', `/${path} is not a directory`, {
      at: { document: 'container', file: path },
      hint: 'fix the path in the container image',
    });
  }
  return { path: found.path, names: tree.listings.get(found.path) ?? [] };
}

/** As `listIn`, but anything other than a directory counts as absent. */
export function listIfDirectory(tree: Tree, path: string): TreeListing | undefined {
  try {
    return listIn(tree, path);
  } catch (error) {
    if (error instanceof Fault && error.code === 'inspect/not-a-directory') return undefined;
    throw error;
  }
}
