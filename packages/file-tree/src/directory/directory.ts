import type { BigIntStats, Stats } from 'node:fs';
import { closeSync, existsSync, lstatSync, opendirSync, readlinkSync } from 'node:fs';
import { atOnce, decodeName, encodeName, type Steps, stepByStep, WorkBudget } from '@bootwright/archive';
import { defined, Fault } from '@bootwright/core';
import { errorCode, FolderHandle, fileFault, openFileIn } from '@bootwright/process/files';
import { collectionSteps } from '../collect-tree.ts';
import type { FileSelection } from '../file-selection.ts';
import type { Tree } from '../tree.ts';
import type { SourceEntry, TreeSource } from '../tree-source.ts';
import { tooManyNames } from '../tree-source.ts';
import { HeldDirectories } from './held-directories.ts';
import { readDescriptor } from './scratch-file.ts';

/**
 * The picture of a container's root in a directory of the host, such as a mounted image.
 *
 * Links are read and followed within the picture alone: no file of the host is opened through one, even where somebody
 * replaces a directory with a link meanwhile. Device nodes, FIFOs and sockets are never opened. Faults: `inspect/root`
 * where `root` is not a directory, those of `fileFault` where it cannot be opened; files below that
 * cannot be read become faults only where inspection needs them.
 */
export function readTree(root: string, wanted: readonly FileSelection[], budget = new WorkBudget()): Tree {
  return atOnce(treeSteps(root, wanted, budget));
}

/** As `readTree`, and signals have their turn meanwhile. */
export function readTreeStepByStep(
  root: string,
  wanted: readonly FileSelection[],
  budget = new WorkBudget(),
): Promise<Tree> {
  return stepByStep(treeSteps(root, wanted, budget), budget);
}

function* treeSteps(root: string, wanted: readonly FileSelection[], budget: WorkBudget): Steps<Tree> {
  const held = new HeldDirectories(openRoot(root));
  try {
    return yield* collectionSteps(directorySource(held, budget), wanted, budget);
  } finally {
    held.close();
  }
}

/**
 * What `use` gives of a directory of the host as a source, which is open until then. The bytes that its files take on
 * the disk count as stored. Faults: `inspect/root`.
 */
export function withDirectorySource<T>(root: string, use: (source: TreeSource) => T, budget = new WorkBudget()): T {
  const held = new HeldDirectories(openRoot(root));
  try {
    return use(directorySource(held, budget));
  } finally {
    held.close();
  }
}

/** Opens the directory that was named. Faults: `inspect/root` where it is something else, `file/…`. */
export function openRoot(root: string): FolderHandle {
  try {
    return FolderHandle.open(root);
  } catch (cause) {
    const code = errorCode(cause);
    if (code === '') throw cause;
    throw code === 'ENOTDIR' && existsSync(root) ? noRoot(root) : fileFault('read', root, cause);
  }
}

function noRoot(root: string): Fault {
  return new Fault('inspect/root', `${root} is not a directory`, {
    at: { file: root },
    hint: 'name the directory in which the image is mounted or unpacked, such as what `podman image mount` prints',
  });
}

const diskBlock = 512;

function directorySource(held: HeldDirectories, budget: WorkBudget): TreeSource {
  return {
    look: (path) => {
      if (path === '') return { kind: 'directory' };
      return inParent(held, path, (folder, name) => {
        const stats = lstatSync(folder.entry(name), { throwIfNoEntry: false });
        if (stats === undefined) return undefined;
        budget.store(Math.min(stats.size, stats.blocks * diskBlock));
        return seenAs(stats, folder.entry(name));
      });
    },
    list: (path, most) =>
      attempt(path, () => listFolder(held.at(stepsOf(path)), path, most)).map((name) =>
        decodeName(Buffer.from(name, 'latin1')),
      ),
    read: (path, offset, length) =>
      inParent(held, path, (folder, name) => {
        const descriptor = openFileIn(folder, name);
        try {
          return readDescriptor(descriptor, offset, length);
        } finally {
          closeSync(descriptor);
        }
      }),
  };
}

function inParent<T>(held: HeldDirectories, path: string, use: (folder: FolderHandle, name: Uint8Array) => T): T {
  const steps = stepsOf(path);
  return attempt(path, () => use(held.at(steps.slice(0, -1)), encodeName(steps.at(-1) ?? '')));
}

const stepsOf = (path: string): readonly string[] => (path === '' ? [] : path.split('/'));

function seenAs(stats: Stats, path: string | Buffer): SourceEntry {
  const kind = kindOf(stats);
  if (kind === 'file') return { kind, size: stats.size, identity: `${stats.dev}:${stats.ino}` };
  if (kind === 'directory') return { kind };
  if (kind === 'link') return { kind, target: decodeName(readlinkSync(path, { encoding: 'buffer' })) };
  return { kind: 'special', what: kind };
}

export type EntryKind = 'directory' | 'file' | 'link' | 'character device' | 'block device' | 'FIFO' | 'socket';

export function kindOf(stats: Stats | BigIntStats): EntryKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isFIFO()) return 'FIFO';
  if (stats.isSocket()) return 'socket';
  return stats.isBlockDevice() ? 'block device' : 'character device';
}

/**
 * The names in a folder as byte strings, read in small portions, so that a directory of millions ends at `most`. Faults:
 * `inspect/too-many-entries`.
 */
export function listFolder(folder: FolderHandle, path: string, most: number): readonly string[] {
  const names: string[] = [];
  // Latin-1 carries any byte; Node's types have no bytes here.
  const directory = opendirSync(folder.path(), { encoding: 'latin1', bufferSize: 256 });
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      if (names.length >= most) throw tooManyNames(path, most);
      names.push(entry.name);
    }
  } finally {
    directory.closeSync();
  }
  return names;
}

/** Errors of the file system become faults that say what to do. */
export function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const code = errorCode(cause);
    if (cause instanceof Fault || code === '') throw cause;
    if (changes.has(code)) throw changedFile(path, code === 'ENOENT' ? 'removed' : 'replaced', cause);
    const denied = code === 'EACCES' || code === 'EPERM';
    throw new Fault('inspect/unreadable', `cannot read ${path.startsWith('/') ? path : `/${path}`}: ${code}`, {
      at: { document: 'container', file: path },
      hint: denied
        ? 'run as a user with permission to read it, such as root, or below `podman unshare` for a rootless image'
        : 'check the file system of the directory',
      cause,
    });
  }
}

/** What the system says only of a path that was there, or was something else, when it was looked at. */
const changes = new Set(['EINVAL', 'ELOOP', 'ENOTDIR', 'EISDIR', 'ENXIO', 'ESTALE', 'ENOENT']);

/** A fault of a file that others write to while the directory is read. */
export function changedFile(path: string, what: 'removed' | 'replaced' | 'changed' | 'added', cause?: unknown): Fault {
  return new Fault(
    'inspect/changed',
    `${path.startsWith('/') ? path : `/${path}`} was ${what} while the directory was read`,
    {
      at: { document: 'container', file: path === '' ? '/' : path },
      hint: 'read a directory that nobody writes to, such as a mounted image',
      ...defined({ cause }),
    },
  );
}
