import type { Piece, ReadBytes } from '@bootwright/archive';
import { atOnce, compareNames, paused, type Steps, WorkBudget } from '@bootwright/archive';
import { Fault, pushAll } from '@bootwright/core';
import { longestText } from './file-content.ts';
import type { FileSelection, ReadMode } from './file-selection.ts';
import { anyDirectories, fitsSelection } from './file-selection.ts';
import { resolvePath } from './resolve-path.ts';
import type { Tree, TreeEntry } from './tree.ts';
import { join } from './tree.ts';
import type { SourceEntry, TreeSource } from './tree-source.ts';

/** Listed directories have tens of names; no bootable container has more than this. */
export const mostNames = 10_000;
/** Paths that are read in one tree, and names in all listed directories. */
export const mostEntries = 100_000;
/** Bytes kept of a file of which the first tell what it is. */
const headLength = 64;
/** Of a text that may be long; nothing is kept of a longer one. */
const longestLongText = 16 * 1024 * 1024;

/**
 * The picture of a container's root that inspection needs: follows its patterns step by step through the source, reads
 * links as links, and keeps of each file what its pattern says. A file or directory that cannot be read, or is longer
 * than inspection takes, is kept as `withheld`. Faults: `inspect/too-large` where the whole is beyond `mostEntries`, and
 * those of `budget`, to which paths and kept bytes are charged.
 */
export function collectTree(source: TreeSource, wanted: readonly FileSelection[], budget = new WorkBudget()): Tree {
  return atOnce(collectionSteps(source, wanted, budget));
}

/** As `collectTree`, with pauses. */
export function* collectionSteps(
  source: TreeSource,
  wanted: readonly FileSelection[],
  budget: WorkBudget,
): Steps<Tree> {
  const collection = new Collection(source, budget);
  for (const selection of wanted) yield* collection.follow('', selection.pattern.split('/'), selection);
  yield* paused(collection.mentioned, (path) => collection.see(path), 16);
  return { entries: collection.entries, listings: collection.listings };
}

class Collection {
  readonly entries = new Map<string, TreeEntry>([['', { kind: 'directory' }]]);
  readonly listings = new Map<string, readonly string[]>();
  private readonly source: TreeSource;
  private readonly budget: WorkBudget;
  /** Paths that the files mention. */
  readonly mentioned: string[] = [];
  private readonly nothingAt = new Set<string>();
  /** By the path of a file: its identity, where the source has one. */
  private readonly identities = new Map<string, string>();
  /** What was kept of a file that may have other names, or why not. */
  private readonly keptOf = new Map<string, TreeEntry>();
  private listed = 0;

  constructor(source: TreeSource, budget: WorkBudget) {
    this.source = source;
    this.budget = budget;
  }

  /** `directory` is a real one. */
  *follow(directory: string, steps: readonly string[], selection: FileSelection): Steps<void> {
    const [step, ...rest] = steps;
    if (step === undefined) return;
    if (step === anyDirectories) {
      // An image decides how deep its directories are: more than calls may be inside one another.
      const waiting = [directory];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        yield* this.follow(next, rest, selection);
        pushAll(waiting, [...this.directoriesIn(next)].reverse());
      }
      return;
    }
    const isListed = step.includes('*') || (selection.ignoreCase === true && directory !== '');
    for (const name of isListed ? this.fittingNames(directory, step, selection) : [step]) {
      yield;
      const found = resolvePath((path) => this.look(path), name, { from: directory, escape: 'clamp' });
      if (found.kind !== 'found') continue;
      if (rest.length > 0) {
        if (found.entry.kind === 'directory') yield* this.follow(found.path, rest, selection);
      } else if (found.entry.kind === 'file') {
        yield* this.keep(found.path, found.entry.size, selection.mode);
        this.mention(found.path, selection);
      }
    }
  }

  private directoriesIn(directory: string): readonly string[] {
    return this.names(directory)
      .map((name) => join(directory, name))
      .filter((path) => this.look(path)?.kind === 'directory');
  }

  /** Looks whether there is something at `path`, through links. */
  see(path: string): void {
    resolvePath((real) => this.look(real), path, { escape: 'clamp' });
  }

  private fittingNames(directory: string, step: string, selection: FileSelection): readonly string[] {
    return this.names(directory).filter((name) => fitsSelection(name, step, selection));
  }

  private names(directory: string): readonly string[] {
    const known = this.listings.get(directory);
    if (known !== undefined) return known;
    const names = this.list(directory);
    this.listed += names.length;
    if (this.listed > mostEntries) throw tooMuch(`more than ${mostEntries} names`);
    return names;
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
    this.budget.spend('path bytes', path.length);
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
      if (seen?.kind !== 'file') return seen;
      if (seen.identity !== undefined) this.identities.set(path, seen.identity);
      return { kind: 'file', size: seen.size, pieces: [] };
    } catch (error) {
      return withheld(error);
    }
  }

  private mention(path: string, { mentions }: FileSelection): void {
    const entry = this.entries.get(path);
    if (mentions === undefined || entry?.kind !== 'file') return;
    for (const { bytes } of entry.pieces) pushAll(this.mentioned, mentions(bytes));
  }

  private *keep(path: string, size: number, mode: ReadMode): Steps<void> {
    const known = this.entries.get(path);
    if (known?.kind !== 'file' || known.pieces.length > 0 || mode === 'presence') return;
    const key = `${nameOf(mode)} ${this.identities.get(path) ?? `at ${path}`}`;
    const again = this.keptOf.get(key);
    const entry = again ?? (yield* this.keptEntry(path, size, mode));
    // It takes no room for another name, but whoever understands it does so for each.
    if (again?.kind === 'file' && mode !== 'whole') this.budget.spend(kindOf(mode), keptBytes(again.pieces));
    this.keptOf.set(key, entry);
    this.entries.set(path, entry);
  }

  private *keptEntry(path: string, size: number, mode: Exclude<ReadMode, 'presence'>): Steps<TreeEntry> {
    try {
      return { kind: 'file', size, pieces: yield* this.piecesOf(path, size, mode) };
    } catch (error) {
      if (error === this.budget.exceeded) throw error;
      return withheld(error);
    }
  }

  private *piecesOf(path: string, size: number, mode: Exclude<ReadMode, 'presence'>): Steps<readonly Piece[]> {
    const { budget } = this;
    const read: ReadBytes = (offset, length) => this.source.read(path, offset, length);
    const kept = (length: number) => {
      budget.spend(kindOf(mode), length);
      return [{ offset: 0, bytes: read(0, length) }];
    };
    switch (mode) {
      case 'text':
        // Nothing of a text that is too long: whoever needs it says so.
        return size > longestText ? [] : kept(size);
      case 'long-text':
        return size > longestLongText ? [] : kept(size);
      case 'head':
        return kept(Math.min(size, headLength));
      case 'whole':
        if (size > budget.left('whole bytes')) throw tooBig(path, size, budget.limit('whole bytes'));
        budget.spend('whole bytes', size);
        return size === 0 ? [] : [{ offset: 0, bytes: read(0, size) }];
      default:
        return yield* mode.pieces(size, read, budget);
    }
  }
}

function nameOf(mode: ReadMode): string {
  return typeof mode === 'string' ? mode : mode.name;
}

function kindOf(mode: ReadMode): 'text bytes' | 'kept bytes' {
  return mode === 'text' ? 'text bytes' : 'kept bytes';
}

function keptBytes(pieces: readonly Piece[]): number {
  return pieces.reduce((total, { bytes }) => total + bytes.length, 0);
}

function withheld(error: unknown): TreeEntry {
  if (error instanceof Fault) return { kind: 'withheld', fault: error };
  throw error;
}

function tooBig(path: string, size: number, most: number): Fault {
  return new Fault('inspect/too-long', `/${path} has ${size} bytes, and ${most} are read of all such files`, {
    at: { document: 'container', file: path },
    hint: 'make the initramfs smaller, and leave one for each kernel',
  });
}

function tooMuch(what: string): Fault {
  return new Fault('inspect/too-large', `the container's root has ${what} where inspection looks`, {
    hint: 'a bootable container has a few hundred; look for what fills these directories',
  });
}
