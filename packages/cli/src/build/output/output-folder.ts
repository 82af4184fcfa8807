import { chownSync, fstatSync, lchownSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defined, Fault } from '@bootwright/core';
import { type CommandRunner, type Lease, requireSuccess } from '@bootwright/process';
import {
  errorCode,
  FolderHandle,
  fileFault,
  giveTo,
  isPrivateFolder,
  makeFolderBeneath,
  makeWithParents,
  namesOfPath,
  openDraftIn,
  orFileFault,
  replaceFileIn,
  withFolderBeneath,
} from '@bootwright/process/files';
import type { Ownership } from '../build-options.ts';
import { BuildLogFile } from './build-log-file.ts';
import { moveInto } from './move-into.ts';

/** What a build puts into its folder. */
export interface OutputRequest {
  /** All output files, relative to the folder. */
  readonly names: readonly string[];
  /** The owner of these files and of new folders. */
  readonly chown?: Ownership;
}

/**
 * The output folder of a running build. Finished files are moved into it atomically. It may belong to another user than
 * the one who runs this, possibly root: so it is kept open, and every access below it goes by handle, never through links.
 */
export class OutputFolder {
  /** Where osbuild writes: a folder that no other user can replace meanwhile. */
  readonly draft: string;
  /** Whether its file system supports owners, and this user may set them. */
  readonly keepsOwners: boolean;
  readonly #folder: string;
  readonly #root: FolderHandle;
  readonly #made: readonly MadeFolder[];
  /** For files and folders that are made in it. */
  readonly #options: { readonly owner?: Owner };
  readonly #lease: Lease;

  /**
   * Creates the folder and a draft, which the lease tracks. Faults: those of `fileFault`; `build/output-exists` if an
   * output path exists and is not a file; `file/permission` if the owner cannot be changed.
   */
  constructor(folder: string, { names, chown }: OutputRequest, lease: Lease) {
    this.#folder = folder;
    this.#lease = lease;
    const owner = chown && { uid: chown.uid, gid: chown.gid ?? process.getgid?.() ?? 0 };
    this.#options = defined({ owner });
    try {
      for (const name of names) namesOfPath(name);
      this.#made = makeFolders(folder);
    } catch (error) {
      throw fileFault('write', folder, error);
    }
    try {
      this.#root = FolderHandle.open(folder);
      for (const name of names) checkPlace(this.#root, folder, name);
      this.draft = makeDraft(folder, lease);
      if (owner !== undefined) checkOwner(this.draft, owner);
      this.keepsOwners = mayChown(this.draft, { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
      if (owner !== undefined) for (const made of this.#made) giveAway(made, owner);
    } catch (error) {
      removeEmpty(this.#made);
      throw fileFault('write', folder, error);
    }
  }

  /** The folders that need space: its own, and the draft if that is elsewhere. */
  get places(): readonly string[] {
    return dirname(this.draft) === this.#folder ? [this.#folder] : [this.#folder, this.draft];
  }

  /** The folder for the exports of a run. */
  job(index: number): string {
    const folder = join(this.draft, String(index));
    makeWithParents(folder, 0o755);
    return folder;
  }

  /** The path of a file in the folder, for messages. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Writes a whole file and returns its path. */
  write(name: string, text: string): string {
    this.#at(name, (folder, last) => replaceFileIn(folder, last, text, this.#options));
    return this.path(name);
  }

  /** A log file, which has its final name from the start. */
  openLog(name: string): BuildLogFile {
    return this.#at(name, (folder, last) => {
      const { name: draft, descriptor } = openDraftIn(folder, last, this.#options);
      renameSync(folder.entry(draft), folder.entry(last));
      return new BuildLogFile(descriptor, this.path(name));
    });
  }

  /**
   * Moves a result of a run from `from`, below the draft, to its place, and returns its size. `again`: the same result is
   * needed for another place, so it is copied.
   */
  async place(
    from: string,
    to: string,
    use: { readonly runner: CommandRunner; readonly again: boolean; readonly signal: AbortSignal },
  ): Promise<number> {
    const source = madeBy(this.draft, from);
    try {
      if (use.again) {
        const copy = ['cp', '-a', '--reflink=auto', '--sparse=always', '--', source, `${source}.copy`];
        requireSuccess(await use.runner.run(copy, { signal: use.signal }));
      }
      const path = use.again ? `${source}.copy` : source;
      if (this.#options.owner !== undefined) chownTree(path, this.#options.owner);
      const { size } = lstatSync(path);
      const names = namesOfPath(to);
      using folder = makeFolderBeneath(this.#root, names.slice(0, -1), this.#options);
      await moveInto(folder, names.at(-1) ?? '', path, { ...use, lease: this.#lease });
      return size;
    } catch (error) {
      throw fileFault('write', this.path(to), error);
    }
  }

  /** Closes the folder, and removes created folders that stayed empty. */
  close(): void {
    this.#root.close();
    removeEmpty(this.#made);
  }

  #at<T>(name: string, use: (folder: FolderHandle, last: string) => T): T {
    const names = namesOfPath(name);
    return orFileFault('write', this.path(name), () => {
      using folder = makeFolderBeneath(this.#root, names.slice(0, -1), this.#options);
      return use(folder, names.at(-1) ?? '');
    });
  }
}

/** A folder that was created for the build. */
interface MadeFolder {
  readonly path: string;
  readonly inode: bigint;
}

type Owner = Required<Ownership>;

function makeFolders(folder: string): readonly MadeFolder[] {
  const first = makeWithParents(folder, 0o755);
  if (first === undefined) return [];
  const made: MadeFolder[] = [];
  for (let path = folder; path.length >= first.length; path = dirname(path)) {
    made.unshift({ path, inode: lstatSync(path, { bigint: true }).ino });
  }
  return made;
}

/** Removes only the folders that were created: a link or another folder may have replaced them. */
function removeEmpty(made: readonly MadeFolder[]): void {
  for (const { path, inode } of made.toReversed()) {
    try {
      if (lstatSync(path, { bigint: true }).ino === inode) rmdirSync(path);
    } catch {
      // It is not empty, so it stays.
    }
  }
}

function giveAway({ path, inode }: MadeFolder, owner: Owner): void {
  using folder = FolderHandle.open(path);
  if (fstatSync(folder.descriptor, { bigint: true }).ino === inode) giveTo(folder, owner);
}

/**
 * A draft in the folder itself, so that moving an image is a rename. If another user could replace the draft while osbuild
 * writes to it, it is in the temporary folder of the lease instead.
 */
function makeDraft(folder: string, lease: Lease): string {
  const isPrivate = isPrivateFolder(folder);
  const draft = isPrivate ? join(folder, `.bootwright-${lease.id}`) : join(lease.folder, 'output');
  if (isPrivate) lease.note({ kind: 'path', path: draft });
  mkdirSync(draft, { mode: 0o755 });
  return draft;
}

function checkPlace(root: FolderHandle, folder: string, name: string): void {
  const file = join(folder, name);
  const names = namesOfPath(name);
  try {
    withFolderBeneath(root, names.slice(0, -1), (at) => {
      const found = lstatSync(at.entry(names.at(-1) ?? ''), { throwIfNoEntry: false });
      if (found === undefined || found.isFile()) return;
      throw new Fault('build/output-exists', `${file} exists and is not a plain file`, {
        at: { file },
        hint: 'move it away, or use --output-dir or --output-name',
      });
    });
  } catch (error) {
    // A missing folder is created later.
    if (errorCode(error) !== 'ENOENT') throw fileFault('write', file, error);
  }
}

/** The path of a result of a run below the draft: a file or a folder, reached without links. */
function madeBy(draft: string, from: string): string {
  const names = namesOfPath(from);
  const name = names.slice(1).join('/');
  const hint = 'run again with --progress verbose to see what it did';
  using root = FolderHandle.open(draft);
  try {
    const found = withFolderBeneath(root, names.slice(0, -1), (at) => kindOf(at.entry(names.at(-1) ?? '')));
    if (found === 'content') return join(draft, from);
    if (found === 'empty') throw new Fault('osbuild/no-output', `osbuild created ${name}, which is empty`, { hint });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new Fault('osbuild/no-output', `osbuild did not create ${name}`, { hint });
    throw fileFault('read', name, error);
  }
  throw new Fault('osbuild/no-output', `osbuild created ${name}, which is neither a file nor a folder`, { hint });
}

function kindOf(path: string): 'content' | 'empty' | 'other' {
  const found = lstatSync(path);
  if (found.isFile()) return found.size > 0 ? 'content' : 'empty';
  if (!found.isDirectory()) return 'other';
  return readdirSync(path).length > 0 ? 'content' : 'empty';
}

function checkOwner(draft: string, owner: Owner): void {
  if (mayChown(draft, owner)) return;
  throw new Fault('file/permission', 'files in the output folder cannot be given to the owner of --chown', {
    hint: 'run as root, on a file system that supports owners',
  });
}

function mayChown(path: string, { uid, gid }: Owner): boolean {
  try {
    chownSync(path, uid, gid);
    return true;
  } catch {
    return false;
  }
}

/** Changes the owner of a tree in the draft, which no other user can change. */
function chownTree(path: string, { uid, gid }: Owner): void {
  lchownSync(path, uid, gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) chownTree(join(path, name), { uid, gid });
}
