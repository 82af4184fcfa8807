import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from './error-code.ts';
import { FolderHandle, systemError } from './folder-handle.ts';
import { type ReplaceOptions, replaceFileIn } from './replace-file.ts';
import { writeAllPatiently } from './write-all.ts';

/**
 * Writes an output to the path that the user named, a regular file as `replaceFileIn` does. What cannot be replaced, a
 * FIFO or a device such as /dev/null, is written to, and so is one of this process's own descriptors (`/dev/stdout`,
 * `/dev/fd/63`). A FIFO is waited for until somebody reads it; the thread stays free for signals meanwhile.
 */
export async function writeOutput(path: string, content: string | Uint8Array, options?: ReplaceOptions): Promise<void> {
  const own = ownDescriptor(path);
  if (own !== undefined) return writeAllPatiently(own, content);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && (found.isFIFO() || found.isCharacterDevice() || found.isBlockDevice())) {
    return writeToSpecial(path, content);
  }
  const folder = FolderHandle.open(dirname(path));
  try {
    replaceFileIn(folder, basename(path), content, options);
  } finally {
    folder.close();
  }
}

const streams: Readonly<Record<string, number>> = { stdin: 0, stdout: 1, stderr: 2 };

/** The descriptor that a path such as /dev/stdout is another name of. A rename would put a file in its place. */
function ownDescriptor(path: string): number | undefined {
  const [, stream, number] = /^\/dev\/(?:(stdin|stdout|stderr)|fd\/(\d{1,9}))$/.exec(path) ?? [];
  if (stream !== undefined) return streams[stream];
  const other = /^\/proc\/(?:self|\d+)\/fd\/(\d{1,9})$/.exec(path.replace(`/proc/${process.pid}/`, '/proc/self/'))?.[1];
  return number === undefined && other === undefined ? undefined : Number(number ?? other);
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
