import { type BigIntStats, closeSync, lstatSync, readlinkSync, readSync } from 'node:fs';
import type { WorkBudget } from '@bootwright/archive';
import { type FolderHandle, openFileIn } from '@bootwright/process/files';
import { attempt, type EntryKind, kindOf, listFolder, openRoot } from './directory.ts';
import { deepest, tooDeep } from './held-directories.ts';

/** A name below a directory of the host. Names and targets are byte strings: a character for each byte. */
export interface WalkedEntry {
  /** From the directory on, such as `usr/bin`; empty for the directory itself. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Permission bits with those of set-user-id, set-group-id and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Of a file. */
  readonly size: number;
  /** Of a device, as glibc packs its numbers. */
  readonly device: number;
  /** Of a link. */
  readonly target: string;
  /** The same for all names of one file. */
  readonly identity: string;
  /** When the file system changed the entry or its content last, in nanoseconds; nobody can set this time. */
  readonly changedAt: bigint;
  /** The bytes of a file, in portions that are overwritten; to be read before the next entry is asked for. */
  readonly content: () => Iterable<Uint8Array>;
}

const portion = 1024 * 1024;
const diskBlock = 512n;
/** Of one directory; real ones have some ten thousand at most. */
const mostNames = 1_000_000;

/**
 * Everything below a directory of the host, a directory before what is in it: other file systems too, and links as such.
 * Only files are opened, through no link. Faults: `inspect/root`, `inspect/unreadable`, `inspect/too-deep`, those of `budget`.
 */
export function* walkDirectory(root: string, budget: WorkBudget): Generator<WalkedEntry> {
  const buffer = new Uint8Array(portion);
  const folder = openRoot(root);
  try {
    yield entryOf(
      '',
      attempt(root, () => lstatSync(`${folder.path()}/.`, { bigint: true })),
      { folder, name: Buffer.from('.'), buffer },
    );
    yield* walkFolder(folder, [], { budget, buffer });
  } finally {
    folder.close();
  }
}

interface Walk {
  readonly budget: WorkBudget;
  readonly buffer: Uint8Array;
}

function* walkFolder(folder: FolderHandle, above: readonly string[], walk: Walk): Generator<WalkedEntry> {
  if (above.length > deepest) throw tooDeep(above);
  const here = above.join('/');
  for (const name of attempt(here, () => listFolder(folder, here, mostNames))) {
    const steps = [...above, name];
    const path = steps.join('/');
    const bytes = Buffer.from(name, 'latin1');
    const stats = attempt(path, () => lstatSync(folder.entry(bytes), { bigint: true }));
    // What a file takes on the disk counts as stored: holes do not.
    walk.budget.store(Number(stats.size < stats.blocks * diskBlock ? stats.size : stats.blocks * diskBlock));
    walk.budget.spend('digest files', 1);
    const entry = entryOf(path, stats, { folder, name: bytes, buffer: walk.buffer });
    yield entry;
    if (entry.kind !== 'directory') continue;
    const inner = attempt(path, () => folder.folder(bytes));
    try {
      yield* walkFolder(inner, steps, walk);
    } finally {
      inner.close();
    }
  }
}

interface Place {
  readonly folder: FolderHandle;
  readonly name: Buffer;
  readonly buffer: Uint8Array;
}

const perSecond = 1_000_000_000n;

function entryOf(path: string, stats: BigIntStats, { folder, name, buffer }: Place): WalkedEntry {
  const kind = kindOf(stats);
  // Times before 1970 have a part of a second that counts up as well.
  const nanoseconds = ((stats.mtimeNs % perSecond) + perSecond) % perSecond;
  return {
    path,
    kind,
    mode: Number(stats.mode & 0o7777n),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    seconds: Number((stats.mtimeNs - nanoseconds) / perSecond),
    nanoseconds: Number(nanoseconds),
    size: kind === 'file' ? Number(stats.size) : 0,
    device: kind === 'character device' || kind === 'block device' ? Number(stats.rdev) : 0,
    target:
      kind === 'link'
        ? attempt(path, () => readlinkSync(folder.entry(name), { encoding: 'buffer' })).toString('latin1')
        : '',
    identity: `${stats.dev}:${stats.ino}`,
    changedAt: stats.ctimeNs,
    content: () => contentOf(path, { folder, name, buffer }),
  };
}

function* contentOf(path: string, { folder, name, buffer }: Place): Generator<Uint8Array> {
  const descriptor = attempt(path, () => openFileIn(folder, name));
  try {
    for (;;) {
      const count = attempt(path, () => readSync(descriptor, buffer));
      if (count === 0) return;
      yield buffer.subarray(0, count);
    }
  } finally {
    closeSync(descriptor);
  }
}
