import { closeSync, constants, createReadStream, fstatSync, openSync, type ReadStream, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { isatty, ReadStream as Terminal } from 'node:tty';
import { systemError } from './folder/folder-handle.ts';

/** The bytes of a file, FIFO or device, which are read once. */
export interface FileStream {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How many bytes it has in all; absent for what is not a regular file. */
  readonly size?: number;
  /** How many bytes have been read. */
  position(): number;
}

/**
 * Opens what the user named for reading; links in the path are followed. A FIFO is waited for until somebody writes to it,
 * and the thread, and those by which Node reads files, stay free: one that waits could not be ended by a signal. Throws
 * what the system says, and `EISDIR` for a directory; reading ends with `signal`.
 */
export function openStream(path: string, signal?: AbortSignal): FileStream {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  const found = fstatSync(descriptor);
  if (found.isDirectory()) {
    closeSync(descriptor);
    throw systemError('EISDIR', path);
  }
  const stream = streamOf(descriptor, found);
  if (signal !== undefined) addAbortSignal(signal, stream);
  return { bytes: stream, position: () => stream.bytesRead, ...(found.isFile() && { size: found.size }) };
}

function streamOf(descriptor: number, found: Stats): Socket | Terminal | ReadStream {
  if (found.isFIFO()) return new Socket({ fd: descriptor, readable: true, writable: false });
  if (isatty(descriptor)) return new Terminal(descriptor);
  return createReadStream('', { fd: descriptor, highWaterMark: 256 * 1024 });
}

/** All bytes of what `openStream` opens; more than `most` are the error `EMSGSIZE`. */
export async function readStream(path: string, most: number, signal?: AbortSignal): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of openStream(path, signal).bytes) {
    length += piece.length;
    if (length > most) throw systemError('EMSGSIZE', path);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}
