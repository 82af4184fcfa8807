import type { Stats } from 'node:fs';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { Fault } from '@bootwright/core';
import { collectTree } from '../collect-tree.ts';
import { decodeName, encodeName } from '../file-name.ts';
import type { Interest } from '../interests.ts';
import type { Tree } from '../tree.ts';
import type { SourceEntry, TreeSource } from '../tree-source.ts';

/**
 * The picture of a container's root in a directory of the host, such as a mounted image.
 *
 * Links are read and followed within the picture alone: no file of the host is opened through one. Device nodes, FIFOs
 * and sockets are never opened. By default all that `inspectTree` reads is kept. Faults: `inspect/root` where `root` is no directory that can be read; files below that
 * cannot be read become faults only where inspection needs them.
 */
export function readTree(root: string, wanted?: readonly Interest[]): Tree {
  let start: string;
  try {
    start = realpathSync(root);
  } catch (cause) {
    throw noRoot(root, isSystemError(cause) && cause.code !== 'ENOENT' ? cause.code : 'there is nothing at this path');
  }
  if (!lstatSync(start).isDirectory()) throw noRoot(root, 'it is no directory');
  return collectTree(directorySource(start), wanted);
}

function noRoot(root: string, why: string): Fault {
  return new Fault('inspect/root', `cannot read the container's root at ${JSON.stringify(root)}: ${why}`, {
    at: { file: root },
    hint: 'name the directory in which the image is mounted or unpacked, such as what `podman image mount` prints',
  });
}

/** A directory of the host as a source. `root` is absolute. */
export function directorySource(root: string): TreeSource {
  const base = new TextEncoder().encode(root.endsWith('/') ? root : `${root}/`);
  const hostPath = (path: string): Buffer => Buffer.concat([base, encodeName(path)]);
  return {
    look: (path) =>
      attempt(path, () => {
        const stats = lstatSync(hostPath(path), { throwIfNoEntry: false });
        return stats === undefined ? undefined : seenAs(stats, hostPath(path));
      }),
    list: (path, most) => attempt(path, () => namesIn(hostPath(path), path, most)),
    read: (path, offset, length) => attempt(path, () => readBytes(hostPath(path), offset, length)),
  };
}

function seenAs(stats: Stats, hostPath: Buffer): SourceEntry {
  if (stats.isFile()) return { kind: 'file', size: stats.size };
  if (stats.isDirectory()) return { kind: 'directory' };
  if (stats.isSymbolicLink()) {
    return { kind: 'link', target: decodeName(readlinkSync(hostPath, { encoding: 'buffer' })) };
  }
  return { kind: 'special', what: specialKind(stats) };
}

function specialKind(stats: Stats): string {
  if (stats.isFIFO()) return 'FIFO';
  if (stats.isSocket()) return 'socket';
  return stats.isBlockDevice() ? 'block device' : 'character device';
}

/** Names are read in small portions, so that a directory of millions ends at `most`. */
function namesIn(hostPath: Buffer, path: string, most: number): readonly string[] {
  const names: string[] = [];
  // Latin-1 carries any byte, and Node's types know no bytes here.
  const directory = opendirSync(hostPath, { encoding: 'latin1', bufferSize: 256 });
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      if (names.length >= most) throw tooManyNames(path, most);
      names.push(decodeName(Buffer.from(entry.name, 'latin1')));
    }
  } finally {
    directory.closeSync();
  }
  return names;
}

function tooManyNames(path: string, most: number): Fault {
  return new Fault('inspect/too-many-entries', `/${path} has more than ${most} entries`, {
    at: { document: 'container', file: path },
    hint: 'a bootable container has a few there; look for what fills the directory',
  });
}

/** `O_NONBLOCK`, so that even a FIFO put there a moment ago would not block; `fstat` tells what was opened. */
function readBytes(hostPath: Buffer, offset: number, length: number): Uint8Array {
  const descriptor = openSync(hostPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!fstatSync(descriptor).isFile()) throw changed();
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(descriptor, bytes, filled, length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
}

function changed(): Fault {
  return new Fault('inspect/changed', 'a file became something else while the directory was read', {
    hint: 'read a directory that nobody writes to, such as a mounted image',
  });
}

/** Errors of the file system become faults that say what to do. */
export function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof Fault || !isSystemError(cause)) throw cause;
    const denied = cause.code === 'EACCES' || cause.code === 'EPERM';
    throw new Fault('inspect/unreadable', `cannot read ${path.startsWith('/') ? path : `/${path}`}: ${cause.code}`, {
      at: { document: 'container', file: path },
      hint: denied
        ? 'run as a user who may read it, such as root, or below `podman unshare` for a rootless image'
        : 'check the file system that holds the directory',
      cause,
    });
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
