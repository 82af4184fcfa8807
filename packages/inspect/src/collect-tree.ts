import { Fault, unreachable } from '@bootwright/core';
import { longestText } from './file-content.ts';
import { compareNames } from './file-name.ts';
import type { Interest, Keep } from './interests.ts';
import { bootcPackage, fitsStep, interests } from './interests.ts';
import { keptOfRpmDatabase } from './package-lists/rpm-database.ts';
import { smallSections } from './pe-sections.ts';
import type { ReadBytes } from './read-bytes.ts';
import { resolvePath } from './resolve-path.ts';
import type { Piece, Tree, TreeEntry } from './tree.ts';
import type { SourceEntry, TreeSource } from './tree-source.ts';

/** A directory that inspection lists holds tens of names; more than this is no bootable container. */
export const mostNames = 10_000;
/** Paths that are looked at in one tree, and names in all its directories that are listed. */
export const mostEntries = 100_000;
/** Bytes kept of a file of which the first tell what it is. */
const headLength = 64;
/** Bytes that are kept of one tree. */
export const mostBytes = 64 * 1024 * 1024;
/** Of a text that may be long; nothing is kept of a longer one. */
const longestLongText = 16 * 1024 * 1024;
/** Bytes that are kept of files of which all is wanted, such as an initramfs. */
export const mostWholeBytes = 256 * 1024 * 1024;

/**
 * The picture of a container's root that inspection needs: follows its patterns step by step through the source, reads
 * links as links, and keeps of each file what its pattern says. A file or directory that cannot be read, or is longer
 * than inspection takes, is kept as `withheld`. Faults: `inspect/too-large` where the whole is beyond `mostEntries` or
 * `mostBytes`.
 */
export function collectTree(source: TreeSource, wanted: readonly Interest[] = interests): Tree {
  const collection = new Collection(source);
  for (const { pattern, keep } of wanted) collection.follow('', pattern.split('/'), keep);
  return { entries: collection.entries, listings: collection.listings };
}

class Collection {
  readonly entries = new Map<string, TreeEntry>([['', { kind: 'directory' }]]);
  readonly listings = new Map<string, readonly string[]>();
  private readonly source: TreeSource;
  private readonly nothingAt = new Set<string>();
  private names = 0;
  private bytes = 0;
  private wholeBytes = 0;

  constructor(source: TreeSource) {
    this.source = source;
  }

  /** `directory` is a real one. */
  follow(directory: string, steps: readonly string[], keep: Keep): void {
    const [step, ...rest] = steps;
    if (step === undefined) return;
    for (const name of step.includes('*') ? this.fittingNames(directory, step) : [step]) {
      const found = resolvePath((path) => this.look(path), name, { from: directory, escape: 'clamp' });
      if (found.kind !== 'found') continue;
      if (rest.length > 0) {
        if (found.entry.kind === 'directory') this.follow(found.path, rest, keep);
      } else if (found.entry.kind === 'file') {
        this.keep(found.path, found.entry.size, keep);
      }
    }
  }

  private fittingNames(directory: string, step: string): readonly string[] {
    const known = this.listings.get(directory);
    if (known !== undefined) return known.filter((name) => fitsStep(name, step));
    const names = this.list(directory);
    this.names += names.length;
    if (this.names > mostEntries) throw tooMuch(`more than ${mostEntries} names`);
    return names.filter((name) => fitsStep(name, step));
  }

  private list(directory: string): readonly string[] {
    try {
      const names = [...this.source.list(directory, mostNames)].sort(compareNames);
      this.listings.set(directory, names);
      return names;
    } catch (error) {
      this.entries.set(directory, withheld(error));
      return [];
    }
  }

  private look(path: string): TreeEntry | undefined {
    const known = this.entries.get(path);
    if (known !== undefined || this.nothingAt.has(path)) return known;
    if (this.entries.size + this.nothingAt.size >= mostEntries) throw tooMuch(`more than ${mostEntries} paths`);
    const entry = this.lookAnew(path);
    if (entry === undefined) this.nothingAt.add(path);
    else this.entries.set(path, entry);
    return entry;
  }

  private lookAnew(path: string): TreeEntry | undefined {
    try {
      const seen: SourceEntry | undefined = this.source.look(path);
      return seen?.kind === 'file' ? { kind: 'file', size: seen.size, pieces: [] } : seen;
    } catch (error) {
      return withheld(error);
    }
  }

  private keep(path: string, size: number, keep: Keep): void {
    const known = this.entries.get(path);
    if (known?.kind !== 'file' || known.pieces.length > 0 || keep === 'presence') return;
    try {
      const pieces = this.piecesOf(path, size, keep);
      const bytes = pieces.reduce((total, piece) => total + piece.bytes.length, 0);
      if (keep === 'whole') this.wholeBytes += bytes;
      else this.bytes += bytes;
      this.entries.set(path, { kind: 'file', size, pieces });
    } catch (error) {
      this.entries.set(path, withheld(error));
    }
    if (this.bytes > mostBytes) throw tooMuch(`more than ${mostBytes} bytes of configuration`);
  }

  private piecesOf(path: string, size: number, keep: Exclude<Keep, 'presence'>): readonly Piece[] {
    const read: ReadBytes = (offset, length) => this.source.read(path, offset, length);
    switch (keep) {
      case 'text':
        // Nothing of a text that is too long: whoever needs it says so.
        return size > longestText ? [] : [{ offset: 0, bytes: read(0, size) }];
      case 'long-text':
        return size > longestLongText ? [] : [{ offset: 0, bytes: read(0, size) }];
      case 'sections':
        return smallSections(size, read);
      case 'rpm-database':
        return keptOfRpmDatabase(size, read, bootcPackage);
      case 'head':
        return [{ offset: 0, bytes: read(0, Math.min(size, headLength)) }];
      case 'whole':
        if (size > mostWholeBytes - this.wholeBytes) throw tooBig(path, size);
        return size === 0 ? [] : [{ offset: 0, bytes: read(0, size) }];
      default:
        return unreachable(keep);
    }
  }
}

function withheld(error: unknown): TreeEntry {
  if (error instanceof Fault) return { kind: 'withheld', fault: error };
  throw error;
}

function tooBig(path: string, size: number): Fault {
  return new Fault('inspect/too-long', `/${path} has ${size} bytes, and ${mostWholeBytes} are read of all such files`, {
    at: { document: 'container', file: path },
    hint: 'make the initramfs smaller, and leave one for each kernel',
  });
}

function tooMuch(what: string): Fault {
  return new Fault('inspect/too-large', `the container's root has ${what} where inspection looks`, {
    hint: 'a bootable container has a few hundred; look for what fills these directories',
  });
}
