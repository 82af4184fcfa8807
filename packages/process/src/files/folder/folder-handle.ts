import { closeSync, constants, fstatSync, lstatSync, openSync, statSync } from 'node:fs';
import { orAbsent } from '../or-absent.ts';

/** A name in a directory: text, or its bytes where they may not be UTF-8. */
export type EntryName = string | Uint8Array;

/** Linux: a handle that only leads to entries, for which the permission to search the directory is enough. */
const pathOnly = process.platform === 'linux' ? 0o10000000 : 0;
const directoryFlags = constants.O_RDONLY | constants.O_DIRECTORY | pathOnly;

/**
 * A directory that is held open. Its entries are reached through the handle, so that whoever swaps a part of the path
 * for a link afterwards changes nothing: a path that was checked is the path that is used.
 *
 * Linux leads there by `/proc/self/fd/N`, macOS by `/.vol/DEVICE/INODE`. Where neither is available, entries are
 * reached by path, and the handle is compared with what is at the path before each use: links that are already there
 * are found, while a swap between this check and the use may not be.
 */
export class FolderHandle {
  readonly descriptor: number;
  readonly #path: string;
  /** Found once for the first handle: what leads to one directory leads to all below it. */
  readonly #way: HandlePath | undefined;

  private constructor(descriptor: number, path: string, way: HandlePath | undefined) {
    this.descriptor = descriptor;
    this.#way = way;
    this.#path = way?.(descriptor) ?? path;
  }

  /** The directory at a path that the user named: links in it are followed. Throws what the system says. */
  static open(path: string, ways: readonly HandlePath[] = handlePaths): FolderHandle {
    const descriptor = openSync(path, directoryFlags);
    const way = ways.find((candidate) => leadsTo(candidate(descriptor), descriptor));
    return new FolderHandle(descriptor, path, way);
  }

  /** The path of one entry, for any function of `node:fs`; one that follows links follows the entry if it is a link. */
  entry(name: string): string;
  entry(name: EntryName): string | Buffer;
  entry(name: EntryName): string | Buffer {
    requireName(name);
    const folder = this.path();
    return typeof name === 'string' ? `${folder}/${name}` : Buffer.concat([Buffer.from(`${folder}/`), name]);
  }

  /** The path of the directory itself, such as for `readdir`. */
  path(): string {
    if (this.#way === undefined && !leadsTo(this.#path, this.descriptor)) throw systemError('ESTALE', this.#path);
    return this.#path;
  }

  /** The path of the directory for programs that this process starts, while the handle is open. */
  pathForChildren(): string {
    return this.path().replace(/^\/proc\/self\//, `/proc/${process.pid}/`);
  }

  /** A directory in this one; a link is the error `ELOOP`, anything else that is not a directory `ENOTDIR`. */
  folder(name: EntryName): FolderHandle {
    const path = this.entry(name);
    try {
      const descriptor = openSync(path, directoryFlags | constants.O_NOFOLLOW);
      return new FolderHandle(descriptor, path.toString(), this.#way);
    } catch (error) {
      throw isLink(path) ? systemError('ELOOP', name) : error;
    }
  }

  /** Another handle of the same directory. */
  again(): FolderHandle {
    const path = this.path();
    return new FolderHandle(openSync(path, directoryFlags), path, this.#way);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  /** Closes it at the end of a block: `using folder = FolderHandle.open(path)`. */
  [Symbol.dispose](): void {
    this.close();
  }
}

/** A path by which the system leads to an open directory. */
export type HandlePath = (descriptor: number) => string;

const handlePaths: readonly HandlePath[] = [
  (descriptor) => `/proc/self/fd/${descriptor}`,
  (descriptor) => {
    const { dev, ino } = fstatSync(descriptor, { bigint: true });
    return `/.vol/${dev}/${ino}`;
  },
];

function leadsTo(path: string, descriptor: number): boolean {
  try {
    const [found, own] = [statSync(path, { bigint: true }), fstatSync(descriptor, { bigint: true })];
    return found.dev === own.dev && found.ino === own.ino;
  } catch {
    return false;
  }
}

/** A name leads one step down: a path, `..` or nothing would lead elsewhere. */
function requireName(name: EntryName): void {
  const has = (character: string) =>
    typeof name === 'string' ? name.includes(character) : name.includes(character.charCodeAt(0));
  const isDots = name.length < 3 && ['', '.', '..'].includes(Buffer.from(name).toString('latin1'));
  if (isDots || has('/') || has('\0')) throw systemError('EINVAL', name);
}

function isLink(path: string | Buffer): boolean {
  return orAbsent(() => lstatSync(path))?.isSymbolicLink() === true;
}

const reasons = {
  EBADF: 'not a descriptor that this process was given for writing',
  EMSGSIZE: 'more than is read here',
  EILSEQ: 'a name that is not UTF-8',
  EINVAL: 'not a name in a directory',
  EISDIR: 'a directory, not a file',
  ELOOP: 'a symbolic link, which is not followed here',
  ENXIO: 'not a regular file',
  EPERM: 'a directory of another user',
  ESTALE: 'the directory was replaced while it was in use',
} as const;

/** An error in the form of those of `node:fs`, which callers turn into faults by its code. */
export function systemError(code: keyof typeof reasons, name: EntryName): NodeJS.ErrnoException {
  const path = typeof name === 'string' ? name : Buffer.from(name).toString();
  return Object.assign(new Error(`${code}: ${reasons[code]}, '${path}'`), { code, path });
}
