import { closeSync, constants, fstatSync, openSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { Fault } from '@bootwright/core';
import { fileFault } from '@bootwright/process/files';

const readDescriptor = promisify(read);
/** Bytes read at a time. */
const pieceLength = 256 * 1024;

/** A part of an open file. */
export interface FileRange {
  readonly descriptor: number;
  readonly start: number;
  readonly length: number;
}

/** The bytes of a part of a file, as they come; fewer where the file ends before. */
export async function* rangeBytes(
  { descriptor, start, length }: FileRange,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let position = start;
  const end = start + length;
  while (position < end) {
    signal?.throwIfAborted();
    const buffer = Buffer.allocUnsafeSlow(Math.min(pieceLength, end - position));
    const { bytesRead } = await readDescriptor(descriptor, buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** A regular file that is open, and its length. */
export interface OpenFile {
  readonly descriptor: number;
  readonly size: number;
}

/**
 * A regular file of the host, which the caller closes. Faults: those of `fileFault` where it cannot be opened, and `code`
 * for what is not a regular file. `O_NONBLOCK`, so that a FIFO does not block.
 */
export function openFile(path: string, code: string): OpenFile {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw fileFault('read', path, cause);
  }
  const stats = fstatSync(descriptor);
  if (stats.isFile()) return { descriptor, size: stats.size };
  closeSync(descriptor);
  throw new Fault(code, `${path} is not a regular file`, {
    at: { file: path },
    hint: stats.isDirectory() ? 'write dir: before a root directory, or oci: before an image layout' : 'name a file',
  });
}
