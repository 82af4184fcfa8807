import type { TarEntry } from '@bootwright/archive';
import { decodeName, tooLarge } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { pathSteps } from './layers/path-steps.ts';

/** Where the content of a file stands in an archive. */
export interface ArchivedFile {
  readonly start: number;
  readonly length: number;
}

/** An image has a few hundred blobs; more files are in no archive of one. */
const mostFiles = 100_000;
/** Links that follow one another: old `docker save` puts links where layers are alike. */
const mostLinks = 10;

/** Which files an archive of an image holds, and where. */
export class ArchiveIndex {
  private readonly files = new Map<string, ArchivedFile | { readonly link: string } | 'other'>();
  /** Names of which there are several entries, other than directories alone. */
  private readonly repeated = new Set<string>();
  private readonly directories = new Set<string>();
  private readonly subject: string;

  constructor(subject: string) {
    this.subject = subject;
  }

  /** Takes up an entry whose content begins at `start`. */
  add(entry: TarEntry, start: number): void {
    const name = pathOf(pathSteps(entry.name, this.subject));
    if (this.files.size + this.repeated.size + this.directories.size >= mostFiles)
      throw tooLarge(`${this.subject} has more than ${mostFiles} files`);
    const isDirectory = entry.kind === 'directory';
    if (this.files.has(name) || (!isDirectory && this.directories.has(name))) this.repeated.add(name);
    if (isDirectory) this.directories.add(name);
    if (entry.kind === 'file' && entry.sparse === undefined) this.files.set(name, { start, length: entry.stored });
    else if (entry.kind === 'hard link') this.files.set(name, { link: pathOf(pathSteps(entry.target, this.subject)) });
    else if (entry.kind === 'link') this.files.set(name, { link: this.linkTarget(name, entry.target) });
    else if (!isDirectory) this.files.set(name, 'other');
  }

  /**
   * The file of a name, links followed inside the archive; `undefined` where it is absent. Faults: `image/archive` where
   * the archive has several: some programs take the first of them, others the last.
   */
  find(name: string): ArchivedFile | undefined {
    let found = this.entry(name);
    for (let links = 0; found !== undefined && 'link' in found; links++) {
      if (links === mostLinks) throw archiveFault(`${name} in ${this.subject} is a link without an end`);
      found = this.entry(found.link);
    }
    return found;
  }

  private entry(name: string): ArchivedFile | { readonly link: string } | undefined {
    const found = this.files.get(name);
    if (found !== undefined && this.repeated.has(name)) {
      const message = `${this.subject} has several entries ${JSON.stringify(name.slice(0, 200))}`;
      throw archiveFault(message, 'save the image again into a new archive: programs differ in which entry they take');
    }
    return found === 'other' ? undefined : found;
  }

  private linkTarget(name: string, target: Uint8Array): string {
    if (target[0] === 0x2f) return pathOf(pathSteps(target, this.subject));
    const folder = new TextEncoder().encode(`${name.slice(0, name.lastIndexOf('/') + 1)}`);
    return pathOf(pathSteps(Buffer.concat([folder, target]), this.subject));
  }
}

function pathOf(steps: readonly Uint8Array[]): string {
  return steps.map(decodeName).join('/');
}

/** An archive that holds no image that can be used. */
export function archiveFault(message: string, hint = 'save the image again'): Fault {
  return new Fault('image/archive', message, { hint });
}
