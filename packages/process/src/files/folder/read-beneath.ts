import { closeSync, constants, fstatSync, opendirSync, openSync, readSync } from 'node:fs';
import { type EntryName, type FolderHandle, systemError } from './folder-handle.ts';
import { openFileBeneath, withFolderBeneath } from './open-beneath.ts';

/** Bytes read at a time. */
const pieceLength = 64 * 1024;

/**
 * The bytes of the regular file that `names` lead to from `root`, through no link. More than `most` of them are the error
 * `EMSGSIZE`; otherwise it throws what `openFileIn` does.
 */
export function readFileBeneath(root: FolderHandle, names: readonly EntryName[], most: number): Uint8Array {
  return readAndClose(openFileBeneath(root, names), names.at(-1) ?? '', most);
}

/**
 * The bytes of the regular file at a path that the user named, links in it followed. A FIFO or device is the error `ENXIO`
 * and is never waited for; more than `most` bytes are `EMSGSIZE`.
 */
export function readNamedFile(path: string, most: number): Uint8Array {
  return readAndClose(openNamedFile(path), path, most);
}

/** Opens a regular file for reading, as `readNamedFile` does, or a block device where that is allowed. */
export function openNamedFile(path: string, allowed: 'files' | 'files-and-disks' = 'files'): number {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  const found = fstatSync(descriptor);
  if (found.isFile() || (allowed === 'files-and-disks' && found.isBlockDevice())) return descriptor;
  closeSync(descriptor);
  throw systemError(found.isDirectory() ? 'EISDIR' : 'ENXIO', path);
}

function readAndClose(descriptor: number, name: EntryName, most: number): Uint8Array {
  try {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const piece = new Uint8Array(pieceLength);
      const count = readSync(descriptor, piece);
      if (count === 0) return Buffer.concat(pieces, length);
      length += count;
      if (length > most) throw systemError('EMSGSIZE', name);
      pieces.push(piece.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}

/** What a walk below a folder has found that is not a folder. */
export interface FoundEntry {
  /** Relative, with slashes. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'special';
}

export interface WalkLimits {
  readonly entries: number;
  /** Folders within each other. */
  readonly depth: number;
}

/**
 * Everything below `root` that is not a folder, sorted by path; links are named, not followed. More entries or deeper
 * folders than `limits` allow are the error `EMSGSIZE`, and a name that is not UTF-8 is `EILSEQ`: as text it would be that
 * of another file. Throws what the system says.
 */
export function listBeneath(root: FolderHandle, limits: WalkLimits): readonly FoundEntry[] {
  const found: FoundEntry[] = [];
  const open: (readonly string[])[] = [[]];
  let seen = 0;
  for (let names = open.pop(); names !== undefined; names = open.pop()) {
    const prefix = names.map((name) => `${name}/`).join('');
    if (names.length > limits.depth) throw systemError('EMSGSIZE', prefix);
    for (const { name, kind } of withFolderBeneath(root, names, (folder) => entriesOf(folder, limits.entries - seen))) {
      seen++;
      if (kind === 'folder') open.push([...names, name]);
      else found.push({ path: `${prefix}${name}`, kind });
    }
  }
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Names are read in small portions, so that a folder of millions ends at `most`. */
function entriesOf(folder: FolderHandle, most: number) {
  const entries: { readonly name: string; readonly kind: FoundEntry['kind'] | 'folder' }[] = [];
  const directory = opendirSync(folder.path(), { bufferSize: 256, encoding: 'latin1' });
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      if (entries.length >= most) throw systemError('EMSGSIZE', entry.name);
      const plain = entry.isFile() ? 'file' : 'special';
      const kind = entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : plain;
      entries.push({ name: decodedName(entry.name), kind });
    }
  } finally {
    directory.closeSync();
  }
  return entries;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The name whose bytes the characters of `latin1` are. */
function decodedName(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    return decoder.decode(bytes);
  } catch {
    throw systemError('EILSEQ', bytes);
  }
}
