import { WorkBudget } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { notComputed } from '@bootwright/file-contexts';
import { changedFile, type WalkedEntry } from '@bootwright/file-tree';
import { FsVerity, type VerityAlgorithm } from '../fs-verity.ts';
import { isReadName, longestRead } from '../layers/read-names.ts';
import {
  type Directory,
  type Leaf,
  type LeafContent,
  mostInline,
  noStat,
  noXattrs,
  type Stat,
  type Xattrs,
} from './composefs-tree.ts';

/** How a directory is read. */
export interface DirectoryRootOptions {
  readonly algorithm: VerityAlgorithm;
  /** Extended attributes by path, which the walk itself does not read. Default: no attributes. */
  readonly xattrs?: ReadonlyMap<string, Xattrs>;
  readonly budget?: WorkBudget;
}

/**
 * The tree that composefs makes of a directory (composefs-rs, `fs.rs`): names of one inode are one file. Faults:
 * `inspect/changed` for a file that changes meanwhile, `image/bomb` where files have more bytes than the directory can store,
 * and those of the walk.
 */
export function directoryRoot(
  entries: Iterable<WalkedEntry>,
  { algorithm, xattrs = new Map(), budget = new WorkBudget() }: DirectoryRootOptions,
): Directory {
  const root: Directory = { stat: noStat, entries: new Map() };
  const directories = new Map<string, Directory>([['', root]]);
  const leaves = new Map<string, Leaf>();
  const verity = new FsVerity(algorithm);
  for (const entry of entries) {
    const { path, kind, mode, uid, gid, seconds, nanoseconds, identity } = entry;
    const stat: Stat = { mode, uid, gid, seconds, nanoseconds, xattrs: xattrs.get(path) ?? noXattrs };
    if (path === '') {
      root.stat = stat;
      continue;
    }
    const split = path.lastIndexOf('/');
    const parent = directories.get(path.slice(0, Math.max(0, split)));
    if (parent === undefined) throw notComputed(`/${path} comes before its directory`);
    const name = path.slice(split + 1);
    if (kind === 'directory') {
      const directory: Directory = { stat, entries: new Map() };
      directories.set(path, directory);
      parent.entries.set(name, directory);
      continue;
    }
    const leaf = leaves.get(identity) ?? { stat, content: contentOf(entry, verity, budget) };
    leaves.set(identity, leaf);
    parent.entries.set(name, keptWhere(leaf, entry, budget));
  }
  return root;
}

function contentOf(entry: WalkedEntry, verity: FsVerity, budget: WorkBudget): LeafContent {
  const { kind, size, target, device, path } = entry;
  switch (kind) {
    case 'link':
      return { kind, target };
    case 'character device':
    case 'block device':
      return { kind, rdev: device };
    case 'FIFO':
    case 'socket':
      return { kind };
    case 'directory':
      throw notComputed(`/${path} is a directory`);
    case 'file':
      break;
  }
  if (size <= mostInline) return { kind: 'inline', bytes: wholeOf(entry) };
  // Holes take no place on the disk, and every byte of them is hashed.
  placed(path, () => budget.spend('unpacked bytes', size));
  const isKept = size <= longestRead && isReadName(path.split('/'));
  const kept: Uint8Array[] = [];
  let read = 0;
  for (const bytes of entry.content()) {
    read += bytes.length;
    if (read > size) throw changedFile(path, 'changed');
    verity.update(bytes);
    if (isKept) kept.push(Uint8Array.from(bytes));
  }
  const digest = Buffer.from(verity.digest());
  if (read !== size) throw changedFile(path, 'changed');
  if (!isKept) return { kind: 'external', size, digest };
  budget.spend('policy bytes', size);
  return { kind: 'external', size, digest, bytes: Buffer.concat(kept) };
}

/** A name that the boot transform reads, of a file that was read by another name before. */
function keptWhere(leaf: Leaf, entry: WalkedEntry, budget: WorkBudget): Leaf {
  const { content } = leaf;
  if (content.kind !== 'external' || content.bytes !== undefined) return leaf;
  if (content.size > longestRead || !isReadName(entry.path.split('/'))) return leaf;
  budget.spend('policy bytes', content.size);
  leaf.content = { ...content, bytes: wholeOf(entry) };
  return leaf;
}

function placed(file: string, spend: () => void): void {
  try {
    spend();
  } catch (error) {
    throw error instanceof Fault ? error.with({ at: { document: 'container', file } }) : error;
  }
}

function wholeOf(entry: WalkedEntry): Uint8Array {
  const bytes = Buffer.concat([...copies(entry.content(), entry.size + 1)]);
  if (bytes.length !== entry.size) throw changedFile(entry.path, 'changed');
  return bytes;
}

/** Portions are overwritten by those that follow; nothing is read beyond `most` bytes. */
function* copies(portions: Iterable<Uint8Array>, most: number): Generator<Uint8Array> {
  let left = most;
  for (const bytes of portions) {
    yield Uint8Array.from(bytes);
    left -= bytes.length;
    if (left <= 0) return;
  }
}
