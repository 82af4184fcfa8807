import {
  chownSync,
  closeSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Lease } from '@bootwright/boot';
import { Fault, pushAll } from '@bootwright/core';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import { fileFault } from '@bootwright/process/files';
import type { Ownership } from './build-options.ts';
import type { OutputLayout } from './output-layout.ts';

/** The folder of a build while it runs: finished files are put into it whole. */
export class OutputFolder {
  readonly #folder: string;
  readonly #draft: string;
  readonly #made: string[] = [];
  readonly #placed: string[] = [];
  /** Whether its file system knows owners, and this user may set them. */
  readonly keepsOwners: boolean;

  /**
   * Makes the folder and a draft in it, which is the lease's. Faults: `file/permission` and others of `fileFault`, and
   * `build/output-exists` where something else than a file stands where a file is to be.
   */
  constructor(folder: string, layout: OutputLayout, lease: Lease) {
    this.#folder = folder;
    this.#draft = join(folder, `.bootwright-${lease.id}`);
    try {
      for (const file of layout.files) checkPlace(folder, file.to);
      this.#makeFolders(folder);
      lease.note({ kind: 'path', path: this.#draft });
      mkdirSync(this.#draft);
    } catch (error) {
      throw error instanceof Fault ? error : fileFault('write', folder, error);
    }
    this.keepsOwners = mayChown(this.#draft, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
  }

  /** Where the exports of a run go. */
  job(index: number): string {
    const folder = join(this.#draft, String(index));
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** A file of the folder that lines are appended to. */
  openLog(name: string): { write(line: string): void; close(): void } {
    const file = join(this.#folder, name);
    try {
      const descriptor = openSync(file, 'w');
      this.#placed.push(file);
      return { write: (line) => void writeSync(descriptor, `${line}\n`), close: () => closeSync(descriptor) };
    } catch (error) {
      throw fileFault('write', file, error);
    }
  }

  /** The path of a file that somebody else writes. */
  path(name: string): string {
    const file = join(this.#folder, name);
    this.#placed.push(file);
    return file;
  }

  /** Puts what a run has made at `from` in its place; an image of another name for the same file is a copy. */
  async place(
    from: string,
    to: string,
    use: { readonly runner: CommandRunner; readonly again: boolean },
  ): Promise<string> {
    const target = join(this.#folder, to);
    if (!existsSync(from)) {
      throw new Fault('osbuild/no-output', `osbuild has not made ${from.slice(this.#draft.length + 1)}`, {
        hint: '--progress verbose shows what it did',
      });
    }
    try {
      this.#makeFolders(dirname(target));
      if (use.again)
        requireSuccess(
          await use.runner.run(['cp', '-a', '--reflink=auto', '--sparse=always', '--', from, `${from}.copy`]),
        );
      renameSync(use.again ? `${from}.copy` : from, target);
    } catch (error) {
      throw error instanceof Fault ? error : fileFault('write', target, error);
    }
    this.#placed.push(target);
    return target;
  }

  /** Gives what was placed and the folders that were made to `owner`. */
  chown({ uid, gid = process.getgid?.() ?? 0 }: Ownership): void {
    for (const path of [...this.#made, ...this.#placed.flatMap(below)]) lchownSync(path, uid, gid);
  }

  /** Whether files could be given to `owner`. */
  mayBeOf({ uid, gid = process.getgid?.() ?? 0 }: Ownership): boolean {
    const may = mayChown(this.#draft, uid, gid);
    if (may) chownSync(this.#draft, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
    return may;
  }

  /** Takes folders away that were made for nothing. */
  removeEmpty(): void {
    for (const folder of this.#made.toReversed()) {
      try {
        rmdirSync(folder);
      } catch {
        // It is not empty: something is in it that is to stay.
      }
    }
  }

  #makeFolders(folder: string): void {
    const first = mkdirSync(folder, { recursive: true });
    if (first === undefined) return;
    const made: string[] = [];
    for (let path = folder; path.length >= first.length; path = dirname(path)) made.unshift(path);
    pushAll(this.#made, made);
  }
}

function checkPlace(folder: string, name: string): void {
  const file = join(folder, name);
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return;
  throw new Fault('build/output-exists', `${file} is there already, and it is no plain file`, {
    at: { file },
    hint: 'move it away, or give --output-dir or --output-name; a plain file would be replaced at the end',
  });
}

function mayChown(path: string, uid: number, gid: number): boolean {
  try {
    chownSync(path, uid, gid);
    return true;
  } catch {
    return false;
  }
}

function below(path: string): readonly string[] {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return existsSync(path) ? [path] : [];
  return [path, ...readdirSync(path).flatMap((name) => below(join(path, name)))];
}
