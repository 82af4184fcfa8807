import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs';
import { Fault } from '@bootwright/core';
import { type EntryName, type FolderHandle, systemError } from './folder-handle.ts';

/**
 * The names of a relative path, such as one that a file of others contains. A fault `file/outside` where it is absolute,
 * empty, or has an empty step, `.` or `..`: none of these is needed to name a file below a folder.
 */
export function namesOfPath(path: string): readonly string[] {
  const names = path.split('/');
  const isWrong = (name: string) => name === '' || name === '.' || name === '..' || name.includes('\0');
  if (names.some(isWrong)) {
    throw new Fault('file/outside', `expected a path below the folder, got ${JSON.stringify(path)}`, {
      hint: 'name the file by a relative path without "." and ".."',
    });
  }
  return names;
}

/** The directory that `names` lead to from `root`, through no link. The caller closes it. Throws what the system says. */
export function openFolderBeneath(root: FolderHandle, names: readonly EntryName[]): FolderHandle {
  let folder = root.again();
  for (const name of names) {
    using above = folder;
    folder = above.folder(name);
  }
  return folder;
}

/** What `use` gives of the directory that `names` lead to from `root`, through no link. */
export function withFolderBeneath<T>(root: FolderHandle, names: readonly EntryName[], use: (at: FolderHandle) => T): T {
  using folder = openFolderBeneath(root, names);
  return use(folder);
}

/** Opens the regular file that `names` lead to from `root`, as `openFileIn` does. */
export function openFileBeneath(root: FolderHandle, names: readonly EntryName[]): number {
  return withFolderBeneath(root, names.slice(0, -1), (folder) => openFileIn(folder, names.at(-1) ?? ''));
}

/**
 * Opens a regular file for reading and returns its descriptor. A link is the error `ELOOP`; FIFOs, sockets and devices
 * are `ENXIO` and are never waited for.
 */
export function openFileIn(folder: FolderHandle, name: EntryName): number {
  const path = folder.entry(name);
  const found = lstatSync(path);
  if (found.isSymbolicLink()) throw systemError('ELOOP', name);
  // Checked before, as a device may act when it is opened; checked again afterwards, to find a swap.
  if (!found.isFile()) throw systemError(found.isDirectory() ? 'EISDIR' : 'ENXIO', name);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw systemError('ENXIO', name);
}
