import { fstatSync, linkSync, lstatSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { errorCode } from '../error-code.ts';
import { syncFolder, writeDraftIn } from '../replace-file.ts';
import { type FolderHandle, systemError } from './folder-handle.ts';
import { withFolderBeneath } from './open-beneath.ts';

/** Renames a file within a folder; false if the file does not exist. Throws what the system says. */
export function renameIn(folder: FolderHandle, from: string, to: string): boolean {
  return unlessAbsent(() => renameSync(folder.entry(from), folder.entry(to)));
}

/** Removes the file that `names` lead to from `root`, through no link; false if the file does not exist. */
export function removeFileBeneath(root: FolderHandle, names: readonly string[]): boolean {
  const name = names.at(-1) ?? '';
  return unlessAbsent(() =>
    withFolderBeneath(root, names.slice(0, -1), (folder) => {
      unlinkSync(folder.entry(name));
      syncFolder(folder);
    }),
  );
}

/** Removes the folder that `names` lead to from `root`, and those above it, as far as they are empty. */
export function removeEmptyFoldersBeneath(root: FolderHandle, names: readonly string[]): void {
  for (let length = names.length; length > 0; length--) {
    try {
      withFolderBeneath(root, names.slice(0, length - 1), (folder) => rmdirSync(folder.entry(names[length - 1] ?? '')));
    } catch {
      return;
    }
  }
}

/**
 * Removes a file, or a folder with all that is in it, from a folder that another user may change: what has the name is
 * entered by its handle, through no link, and only where it belongs to this user. Throws what the system says, `EPERM`
 * for a folder of another user.
 */
export function removeTreeIn(folder: FolderHandle, name: string): void {
  if (!lstatSync(folder.entry(name)).isDirectory()) {
    unlinkSync(folder.entry(name));
    return;
  }
  using inside = folder.folder(name);
  if (fstatSync(inside.descriptor).uid !== process.getuid?.()) throw systemError('EPERM', name);
  for (const child of readdirSync(inside.path())) rmSync(inside.entry(child), { recursive: true, force: true });
  rmdirSync(folder.entry(name));
}

/**
 * Makes a file with its text in it from the first moment; false where something has this name, or where whoever cleans up
 * the folder has taken the draft for one that was left behind. Permissions are 0600 by default.
 */
export function createFileIn(
  folder: FolderHandle,
  name: string,
  text: string,
  { mode = 0o600 }: { readonly mode?: number } = {},
): boolean {
  const draft = writeDraftIn(folder, name, text, { mode });
  try {
    linkSync(folder.entry(draft), folder.entry(name));
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOENT'].includes(errorCode(error))) return false;
    throw error;
  } finally {
    unlessAbsent(() => unlinkSync(folder.entry(draft)));
  }
}

function unlessAbsent(change: () => void): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
