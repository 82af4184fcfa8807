import { MemoryFile } from './memory-file.ts';

// What the reader of archives needs of `node:fs`: files of the browser that are read by random access, and unnamed files
// that are kept in memory. Workers alone have a reader that does not wait.

interface OpenFile {
  readonly size: number;
  readonly read: (position: number, length: number) => Uint8Array;
  readonly write: (position: number, bytes: Uint8Array) => void;
}

/** The path under which the reader finds the file that was given to the page. */
export const givenPath = 'archive';

let given: Blob | undefined;
const open = new Map<number, OpenFile>();
let next = 3;

/** Makes a file of the browser the one at `givenPath`. */
export function giveFile(file: Blob): void {
  given = file;
}

export const constants = { O_RDONLY: 0, O_RDWR: 2, O_NONBLOCK: 0o4000, O_DIRECTORY: 0o200000 };

/** The file of the page by its path; any other is new and empty. */
export function openSync(path: string): number {
  if (path === givenPath && given === undefined) throw new Error('no file was given');
  const file = path === givenPath && given !== undefined ? blobFile(given) : new MemoryFile();
  open.set(next, file);
  return next++;
}

export function closeSync(descriptor: number): void {
  open.delete(descriptor);
}

export function fstatSync(descriptor: number) {
  return { size: fileOf(descriptor).size, isFile: () => true, isDirectory: () => false };
}

export function readSync(
  descriptor: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
): number {
  const bytes = fileOf(descriptor).read(position, length);
  buffer.set(bytes, offset);
  return bytes.length;
}

/** A promise already: `promisify` of this folder leaves it as it is. */
export async function read(...reading: Parameters<typeof readSync>): Promise<{ readonly bytesRead: number }> {
  return { bytesRead: readSync(...reading) };
}

export function writeSync(
  descriptor: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
): number {
  fileOf(descriptor).write(position, buffer.subarray(offset, offset + length));
  return length;
}

/** Files in memory have no folder. */
export const mkdtempSync = (prefix: string): string => prefix;
export const rmSync = (): void => {};

function fileOf(descriptor: number): OpenFile {
  const file = open.get(descriptor);
  if (file === undefined) throw new Error(`the descriptor ${descriptor} is not open`);
  return file;
}

/** Bytes that are read of a file at once: archives are read in small pieces, of which each would cost a millisecond. */
const window = 4 * 1024 ** 2;

function blobFile(blob: Blob): OpenFile {
  const reader = new FileReaderSync();
  let start = 0;
  let kept = new Uint8Array();
  const readWindow = (position: number): void => {
    start = position;
    kept = new Uint8Array(reader.readAsArrayBuffer(blob.slice(position, Math.min(blob.size, position + window))));
  };
  return {
    size: blob.size,
    read: (position, length) => {
      const wanted = Math.max(0, Math.min(length, blob.size - position, window));
      if (position < start || position + wanted > start + kept.length) readWindow(position);
      return kept.subarray(position - start, position - start + wanted);
    },
    write: () => {
      throw new Error('the file is not writable');
    },
  };
}
