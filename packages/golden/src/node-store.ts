import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CaseFile } from './case-file.ts';
import type { GoldenFolder } from './golden-set.ts';
import { codeOf, fileFault, lockedFault } from './store-fault.ts';
import type { FolderUpdate } from './update-goldens.ts';
import { draftPath, draftPrefix, encodeJournal, parseJournal, type UpdateJournal } from './update-journal.ts';

const journalName = `${draftPrefix}journal`;
const lockName = `${draftPrefix}lock`;

/** Every `.json` file below a folder, by path. A folder that cannot be read is a fault `file/…`. */
export function readCaseFiles(folder: string): readonly CaseFile[] {
  return pathsBelow(folder)
    .filter((path) => path.endsWith('.json'))
    .map((path) => ({ path, text: readText(join(folder, path)) ?? '' }));
}

/**
 * The goldens of a folder; one that is not there is empty. Where an update was cut short after it counted, it is
 * finished first.
 */
export function readGoldenFolder(folder: string): GoldenFolder {
  if (readText(join(folder, journalName)) !== undefined) withLock(folder, () => finishUpdate(folder));
  return openFolder(folder);
}

function openFolder(folder: string): GoldenFolder {
  return {
    paths: pathsBelow(folder, []).filter((path) => !baseName(path).startsWith('.')),
    read: (path) => readText(join(folder, path)),
  };
}

/**
 * Changes a folder of goldens all at once. `plan` gets what is there, while no other update runs. Every file is written
 * beside its place; then a journal tells what is to be renamed and removed, and from then on the update counts: whoever
 * comes next finishes it. Before, nothing has changed. Faults: `golden/locked`, `file/…`.
 */
export function updateGoldenFolder<T extends FolderUpdate>(folder: string, plan: (there: GoldenFolder) => T): T {
  mkdir(folder);
  return withLock(folder, () => {
    finishUpdate(folder);
    const update = plan(openFolder(folder));
    const journal = { write: [...update.write.keys()], remove: update.remove };
    if (journal.write.length === 0 && journal.remove.length === 0) return update;
    for (const [path, text] of update.write) writeDraft(join(folder, draftPath(path)), text);
    const draft = join(folder, draftPath(journalName));
    writeDraft(draft, encodeJournal(journal));
    rename(draft, join(folder, journalName));
    finishUpdate(folder);
    return update;
  });
}

/** Does what the journal says, as far as it is not done; without one, removes drafts that never counted. */
function finishUpdate(folder: string): void {
  const file = join(folder, journalName);
  const journal = parseJournal(readText(file) ?? '');
  if (journal !== undefined) applyJournal(folder, journal);
  for (const path of pathsBelow(folder, [])) {
    if (baseName(path).startsWith(draftPrefix) && path !== lockName && path !== journalName) remove(join(folder, path));
  }
  remove(file);
}

function applyJournal(folder: string, { write, remove: gone }: UpdateJournal): void {
  const touched = new Set<string>();
  for (const path of write) {
    const draft = join(folder, draftPath(path));
    if (readText(draft) !== undefined) rename(draft, join(folder, path), false);
    touched.add(dirname(join(folder, path)));
  }
  for (const path of gone) remove(join(folder, path));
  for (const directory of touched) syncDirectory(directory);
  for (const path of gone) removeEmptyFolders(folder, dirname(path));
}

function removeEmptyFolders(folder: string, path: string): void {
  if (path === '.' || path === '') return;
  try {
    rmdirSync(join(folder, path));
  } catch {
    return;
  }
  removeEmptyFolders(folder, dirname(path));
}

/** Runs `work` with a folder of its own that is gone afterwards; `put` writes a file there, `get` reads one. */
export async function withScratchFolder<T>(work: (scratch: ScratchFolder) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-golden-'));
  try {
    return await work({
      path: (name) => join(folder, name),
      put: (name, text) => writeDraft(join(folder, name), text),
      get: (name) => readText(join(folder, name)),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder for a moment. */
export interface ScratchFolder {
  path(name: string): string;
  put(name: string, text: string): void;
  get(name: string): string | undefined;
}

/** The text of a file; absent where there is none. */
export function readGoldenText(file: string): string | undefined {
  return readText(file);
}

/** Writes a file beside its place and renames it there. */
export function writeWhole(file: string, text: string): void {
  const draft = draftPath(file);
  writeDraft(draft, text);
  rename(draft, file);
}

// The lock

/** How long an update waits for another one, and how often it looks. */
const patience = { milliseconds: 60_000, interval: 20 };

/** Runs `work` while no other update of the folder runs. A lock whose process is gone is taken over. */
function withLock<T>(folder: string, work: () => T): T {
  const file = join(folder, lockName);
  const own = `${hostname()} ${process.pid} ${process.hrtime.bigint()}\n`;
  const end = Date.now() + patience.milliseconds;
  while (!createExclusively(file, own)) {
    const holder = readText(file);
    if (holder !== undefined && isGone(holder)) takeAway(file, holder);
    else if (Date.now() > end) throw lockedFault(file, holder);
    else sleep(patience.interval);
  }
  try {
    return work();
  } finally {
    remove(file);
  }
}

/** Removes the lock of a process that is gone. The marker sees to it that one taker alone does, and that it looks again. */
function takeAway(file: string, holder: string): void {
  const marker = `${file}-taken`;
  if (!createExclusively(marker, '')) {
    sleep(patience.interval);
    return;
  }
  if (readText(file) === holder) remove(file);
  remove(marker);
}

/** A process of another host may live. */
function isGone(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

// Files

/** Makes a file, its text in it from the first moment; false where there is one. */
function createExclusively(file: string, text: string): boolean {
  const draft = `${file}-${process.pid}-${process.hrtime.bigint()}`;
  try {
    writeFileSync(draft, text);
    linkSync(draft, file);
    return true;
  } catch (error) {
    // Who has the lock removes drafts that lie about, this one among them.
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
    throw fileFault('written', file, error);
  } finally {
    remove(draft);
  }
}

function writeDraft(file: string, text: string): void {
  mkdir(dirname(file));
  attempt('written', file, () => {
    const handle = openSync(file, 'w');
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}

function rename(from: string, to: string, sync = true): void {
  attempt('written', to, () => renameSync(from, to));
  if (sync) syncDirectory(dirname(to));
}

/** Renaming lasts through a loss of power only once the directory is written. */
function syncDirectory(directory: string): void {
  attempt('written', directory, () => {
    const handle = openSync(directory, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}

function mkdir(folder: string): void {
  attempt('written', folder, () => mkdirSync(folder, { recursive: true }));
}

function remove(file: string): void {
  attempt('removed', file, () => rmSync(file, { force: true }));
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw fileFault('read', file, error);
  }
}

/** Paths of all files below a folder, sorted; `absent` stands for a folder that is not there. */
function pathsBelow(folder: string, absent?: readonly string[]): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
      .sort();
  } catch (error) {
    if (absent !== undefined && codeOf(error) === 'ENOENT') return absent;
    throw fileFault('read', folder, error);
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function attempt(doing: 'read' | 'written' | 'removed', file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw fileFault(doing, file, error);
  }
}
