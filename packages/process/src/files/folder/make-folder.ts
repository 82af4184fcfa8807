import { closeSync, constants, fchownSync, mkdirSync, openSync } from 'node:fs';
import { Fault } from '@bootwright/core';
import { errorCode } from '../error-code.ts';
import type { FolderHandle } from './folder-handle.ts';
import { makeWithParents } from './make-with-parents.ts';

const refusals: readonly string[] = ['EACCES', 'EPERM', 'EROFS'];
/** Not what the system takes by default, 0777: nobody else writes to a folder even where the umask is 0. */
const usualMode = 0o755;

/** Creates a folder and its missing parents. Faults: `file/permission`, `file/write`. */
export function makeFolder(
  folder: string,
  { hint, mode = usualMode }: { readonly hint: string; readonly mode?: number },
): void {
  try {
    makeWithParents(folder, mode);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const code = refusals.includes(errorCode(cause)) ? 'file/permission' : 'file/write';
    throw new Fault(code, `the folder ${folder} could not be made: ${reason}`, { at: { file: folder }, hint, cause });
  }
}

/** How folders are made that are absent. */
export interface MakeOptions {
  /** Less what the umask takes; 0755 by default. */
  readonly mode?: number;
  /** Who they are given to; by default they are this user's. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Opens the folder that `names` lead to from `root`, through no link, and makes those that are absent. The caller closes
 * it. Throws what the system says.
 */
export function makeFolderBeneath(
  root: FolderHandle,
  names: readonly string[],
  options: MakeOptions = {},
): FolderHandle {
  let folder = root.again();
  for (const name of names) {
    try {
      const isMade = makeIn(folder, name, options.mode ?? usualMode);
      const next = folder.folder(name);
      folder.close();
      folder = next;
      if (isMade && options.owner !== undefined) giveTo(folder, options.owner);
    } catch (error) {
      folder.close();
      throw error;
    }
  }
  return folder;
}

function makeIn(folder: FolderHandle, name: string, mode: number): boolean {
  try {
    mkdirSync(folder.entry(name), { mode });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Gives a folder away by a handle, whatever its name leads to by now. */
export function giveTo(folder: FolderHandle, { uid, gid }: NonNullable<MakeOptions['owner']>): void {
  const descriptor = openSync(folder.path(), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fchownSync(descriptor, uid, gid);
  } finally {
    closeSync(descriptor);
  }
}
