import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';

/** An unnamed file that grows where it is written, and is removed when it is closed. */
export interface ScratchFile {
  readonly write: (position: number, bytes: Uint8Array) => void;
  /** Bytes from a position, fewer where the file ends before. */
  readonly read: (position: number, length: number) => Uint8Array;
}

/** `__O_TMPFILE` of Linux' asm-generic/fcntl.h, which Node does not name: a file that never has a name. */
const nameless = 0o20000000 | constants.O_DIRECTORY;

/**
 * Calls `use` with a temporary file that has no name, in `TMPDIR` (by default /var/tmp, which is on a disk), so that
 * nothing is left even when the process is killed. Faults: `image/scratch` where it cannot be made or the disk is full.
 */
export async function withScratchFile<T>(
  environment: Readonly<Record<string, string | undefined>>,
  use: (file: ScratchFile & { readonly descriptor: number }) => Promise<T>,
): Promise<T> {
  const descriptor = openNameless(environment.TMPDIR === undefined ? ['/var/tmp', tmpdir()] : [environment.TMPDIR]);
  try {
    return await use({
      descriptor,
      write: (position, bytes) => writeAt(descriptor, position, bytes),
      read: (position, length) => readDescriptor(descriptor, position, length),
    });
  } finally {
    closeSync(descriptor);
  }
}

function openNameless(directories: readonly string[]): number {
  let failure: unknown;
  for (const directory of directories) {
    try {
      return openSync(directory, nameless | constants.O_RDWR, 0o600);
    } catch {
      // Not every file system can do it; there the name is there for a moment.
    }
    try {
      return openAndRemove(directory);
    } catch (error) {
      failure = error;
    }
  }
  throw scratchFault(failure);
}

function openAndRemove(directory: string): number {
  const folder = mkdtempSync(join(directory, 'bootwright-'));
  try {
    return openSync(join(folder, 'content'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeAt(descriptor: number, position: number, bytes: Uint8Array): void {
  try {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
    }
  } catch (error) {
    throw scratchFault(error);
  }
}

/** Bytes of an open file from a position, fewer where it ends before. */
export function readDescriptor(descriptor: number, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, bytes, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function scratchFault(cause: unknown): Fault {
  const why = cause instanceof Error ? cause.message : 'unknown';
  return new Fault('image/scratch', `cannot keep the files of the image for a moment: ${why}`, {
    hint: 'name a directory with some room in TMPDIR',
    cause,
  });
}
