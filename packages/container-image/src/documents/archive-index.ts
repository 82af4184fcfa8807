import type { TarEntry } from '@bootwright/archive';
import { decodeName, encodeName, tooLarge } from '@bootwright/archive';
import { Fault, quoted } from '@bootwright/core';
import { isAbsolute, pathSteps } from '../layers/path-steps.ts';

/** Where the content of a file is in an archive. */
export interface ArchivedFile {
  readonly start: number;
  readonly length: number;
}

/** An image has a few hundred blobs; its archive has no more files than this. */
const mostFiles = 100_000;

/** The entry of a name: a file, a link with its target as in the archive, or something that is not read. */
type Indexed =
  | ArchivedFile
  | { readonly hardLink: string }
  | { readonly link: Uint8Array; readonly from: string }
  | 'other';

/** The files of an image's archive, and where they are. */
export class ArchiveIndex {
  private readonly files = new Map<string, Indexed>();
  /** Names of which there are several entries, other than directories alone. */
  private readonly repeated = new Set<string>();
  private readonly directories = new Set<string>();
  private readonly subject: string;

  constructor(subject: string) {
    this.subject = subject;
  }

  /** Adds an entry whose content begins at `start`. */
  add(entry: TarEntry, start: number): void {
    const name = pathOf(pathSteps(entry.name, this.subject));
    if (this.files.size + this.repeated.size + this.directories.size >= mostFiles)
      throw tooLarge(`${this.subject} has more than ${mostFiles} files`);
    const isDirectory = entry.kind === 'directory';
    if (this.files.has(name) || (!isDirectory && this.directories.has(name))) this.repeated.add(name);
    if (isDirectory) this.directories.add(name);
    if (entry.kind === 'file' && entry.sparse === undefined) this.files.set(name, { start, length: entry.stored });
    else if (entry.kind === 'hard link')
      this.files.set(name, { hardLink: pathOf(pathSteps(entry.target, this.subject)) });
    else if (entry.kind === 'link') this.files.set(name, { link: Uint8Array.from(entry.target), from: name });
    else if (!isDirectory) this.files.set(name, 'other');
  }

  /**
   * The file of a name; `undefined` where it is absent. One link is followed, as old `docker save` writes them for equal
   * layers. Faults: `image/archive` where the archive has several of the name (some programs take the first of them,
   * others the last), and for links that programs follow to different files or not at all: podman and skopeo follow one link,
   * and join even an absolute target to its directory (containers/image, docker-archive), Docker follows all of them.
   */
  find(name: string): ArchivedFile | undefined {
    const found = this.entry(name);
    if (found === undefined || found === 'other' || 'start' in found) return found === 'other' ? undefined : found;
    const target = 'hardLink' in found ? found.hardLink : this.linkTarget(found);
    const file = this.entry(target);
    if (file !== undefined && file !== 'other' && 'start' in file) return file;
    const why = file === undefined || file === 'other' ? 'which is not a file of the archive' : 'which is a link, too';
    throw this.linkFault(name, `a link to ${quoted(target)}, ${why}`);
  }

  private entry(name: string): Indexed | undefined {
    const found = this.files.get(name);
    if (found !== undefined && this.repeated.has(name)) {
      const message = `${this.subject} has several entries ${quoted(name)}`;
      throw archiveFault(message, 'save the image again into a new archive: programs differ in which entry they read');
    }
    return found;
  }

  private linkTarget({ link, from }: { readonly link: Uint8Array; readonly from: string }): string {
    if (isAbsolute(link)) throw this.linkFault(from, `a link to the absolute path ${quoted(decodeName(link))}`);
    const folder = encodeName(from.slice(0, from.lastIndexOf('/') + 1));
    return pathOf(pathSteps(Buffer.concat([folder, link]), this.subject));
  }

  private linkFault(name: string, what: string): Fault {
    return archiveFault(
      `${quoted(name)} in ${this.subject} is ${what}`,
      'save the image again: programs differ in where such a link leads',
    );
  }
}

function pathOf(steps: readonly Uint8Array[]): string {
  return steps.map(decodeName).join('/');
}

/** An archive without a usable image. */
export function archiveFault(message: string, hint = 'save the image again'): Fault {
  return new Fault('image/archive', message, { hint });
}
