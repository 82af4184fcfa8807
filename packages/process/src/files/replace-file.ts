import { randomBytes } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { errorCode } from './error-code.ts';
import { type FolderHandle, systemError } from './folder/folder-handle.ts';
import { writeAll } from './write-all.ts';

/** How a file is put in its place. */
export interface ReplaceOptions {
  /** Permissions of a new file, less those that the umask takes; 0644 by default. */
  readonly mode?: number;
  /** Who it is given to; by default it stays with the owner of the file that it replaces, or with this user. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** A file under a random name next to its place. */
export interface OpenDraft {
  /** In the folder. */
  readonly name: string;
  readonly descriptor: number;
}

/** Permissions that can be kept; set-user-id and the like are not. */
const permissions = 0o777;

/**
 * Puts a whole file in its place in a folder: it is written under a random name that nobody can have made before,
 * reaches the disk, and then gets its name in one step. A file that it replaces hands down its permissions and, as far
 * as this process may give files away, its owner. A link of that name is replaced, not followed. Throws what the system
 * says, and then nothing has changed.
 */
export function replaceFileIn(
  folder: FolderHandle,
  name: string,
  content: string | Uint8Array,
  options: ReplaceOptions = {},
): void {
  const draft = writeDraftIn(folder, name, content, options);
  try {
    renameSync(folder.entry(draft), folder.entry(name));
    syncFolder(folder);
  } catch (error) {
    rmSync(folder.entry(draft), { force: true });
    throw error;
  }
}

/** Writes the draft of a file next to its place, as `replaceFileIn` does, and returns the draft's name. */
export function writeDraftIn(
  folder: FolderHandle,
  name: string,
  content: string | Uint8Array,
  options: ReplaceOptions = {},
): string {
  const draft = openDraftIn(folder, name, options);
  try {
    writeAll(draft.descriptor, content);
    fsyncSync(draft.descriptor);
  } catch (error) {
    rmSync(folder.entry(draft.name), { force: true });
    throw error;
  } finally {
    closeSync(draft.descriptor);
  }
  return draft.name;
}

/** Makes an empty draft of the file `name`, with the permissions and the owner that the file is to have. */
export function openDraftIn(
  folder: FolderHandle,
  name: string,
  { mode = 0o644, owner }: ReplaceOptions = {},
): OpenDraft {
  const before = lstatSync(folder.entry(name), { bigint: true, throwIfNoEntry: false });
  if (before?.isDirectory() === true) throw systemError('EISDIR', name);
  // A socket belongs to its listener; FIFOs and devices are written to, or do not belong into a folder.
  if (before?.isFile() === false && !before.isSymbolicLink()) throw systemError('ENXIO', name);
  const draft = draftName();
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  // Nobody but this user reads it before it has the permissions of the file that it replaces.
  const descriptor = openSync(folder.entry(draft), flags, before?.isFile() === true ? 0o600 : mode);
  try {
    if (before?.isFile() === true) inherit(descriptor, before);
    if (owner !== undefined) fchownSync(descriptor, owner.uid, owner.gid);
    return { name: draft, descriptor };
  } catch (error) {
    closeSync(descriptor);
    rmSync(folder.entry(draft), { force: true });
    throw error;
  }
}

const draftPrefix = '.bootwright-';
const draftEnding = '.part';

/** A name that nobody can guess; short, as the name of the file may be as long as a name can be. */
export function draftName(): string {
  return `${draftPrefix}${randomBytes(12).toString('hex')}${draftEnding}`;
}

/** Whether a name is that of a draft, such as one that a killed process has left. */
export function isDraftName(name: string): boolean {
  return name.startsWith(draftPrefix) && name.endsWith(draftEnding);
}

function inherit(descriptor: number, before: BigIntStats): void {
  const own = fstatSync(descriptor, { bigint: true });
  if (own.uid !== before.uid || own.gid !== before.gid) {
    try {
      fchownSync(descriptor, Number(before.uid), Number(before.gid));
    } catch {
      // Only root may give a file away: it is then this user's, as any file that this user makes.
    }
  }
  fchmodSync(descriptor, Number(before.mode) & permissions);
}

/** A new name lasts through a loss of power only once its folder is on the disk. */
export function syncFolder(folder: FolderHandle): void {
  try {
    const descriptor = openSync(folder.path(), constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // A folder may be searched and written to that must not be read, and not every file system syncs folders.
    if (!['EACCES', 'EINVAL'].includes(errorCode(error))) throw error;
  }
}
