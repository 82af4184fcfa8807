import { closeSync, constants, fstatSync, lstatSync, openSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { memberOf } from '@bootwright/core';
import { errorCode } from './error-code.ts';
import { FolderHandle, systemError } from './folder/folder-handle.ts';
import { isGivenForWriting } from './given-descriptor.ts';
import { orAbsent } from './or-absent.ts';
import { type ReplaceOptions, replaceFileIn } from './replace-file.ts';
import { writeAllPatiently } from './write-all.ts';

/**
 * Writes an output to the path that the user named, a regular file as `replaceFileIn` does. What cannot be replaced, a
 * FIFO or a device such as /dev/null, is written to, and so is a descriptor that whoever started this process has given
 * it (`/dev/stdout`, `/dev/fd/63`); any other is the error `EBADF`. A socket is `ENXIO`, a path that ends in a slash
 * `EISDIR`. A FIFO is waited for until somebody reads it; the
 * thread stays free for signals meanwhile.
 */
export async function writeOutput(path: string, content: string | Uint8Array, options?: ReplaceOptions): Promise<void> {
  // The rest of the name would be that of a file.
  if (path.endsWith('/')) throw systemError('EISDIR', path);
  const named = namedDescriptor(path);
  if (named !== undefined) {
    if (named === 'of-another-process' || !isGivenForWriting(named)) throw systemError('EBADF', path);
    return writeAllPatiently(named, content);
  }
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && (found.isFIFO() || found.isCharacterDevice() || found.isBlockDevice())) {
    return writeToSpecial(path, content);
  }
  using folder = FolderHandle.open(dirname(path));
  replaceFileIn(folder, basename(path), content, options);
}

const streams: Readonly<Record<string, number>> = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2 };

/**
 * The descriptor that a path such as /dev/stdout or /dev/fd/63 is another name of, whatever leads to its folder. A rename
 * would put a file in its place.
 */
function namedDescriptor(path: string): number | 'of-another-process' | undefined {
  const stream = memberOf(streams, path);
  if (stream !== undefined) return stream;
  const folder = realFolder(dirname(path));
  const isOfProcess = /^\/proc\/\d+(?:\/task\/\d+)?\/fd$/.test(folder);
  if (folder !== '/dev/fd' && !isOfProcess) return undefined;
  const isOwn = !isOfProcess || processOf(folder) === processOf(realFolder('/proc/self/fd'));
  return isOwn && /^\d{1,9}$/.test(basename(path)) ? Number(basename(path)) : 'of-another-process';
}

function processOf(folder: string): string | undefined {
  return folder.split('/')[2];
}

function realFolder(path: string): string {
  return orAbsent(() => realpathSync(path)) ?? path;
}

/** How often a FIFO is tried that nobody reads, in milliseconds. */
const pause = 50;

async function writeToSpecial(path: string, content: string | Uint8Array): Promise<void> {
  let descriptor = tryOpen(path);
  while (descriptor === undefined) {
    await setTimeout(pause);
    descriptor = tryOpen(path);
  }
  try {
    if (fstatSync(descriptor).isFile()) throw systemError('ESTALE', path);
    await writeAllPatiently(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
}

/** Opens it without waiting; absent for a FIFO that nobody reads. */
function tryOpen(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW | constants.O_NOCTTY);
  } catch (error) {
    const isUnread = errorCode(error) === 'ENXIO';
    if (isUnread && lstatSync(path, { throwIfNoEntry: false })?.isFIFO() === true) return undefined;
    throw error;
  }
}
