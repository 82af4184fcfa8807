import { lstatSync, mkdirSync, mkdtempSync, type Stats } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fault } from '@bootwright/core';
import type { Environment } from '../command/environment.ts';
import { isPrivateFolder } from '../files/folder/private-folder.ts';
import { listDirectory } from '../files/list-directory.ts';
import { orAbsent } from '../files/or-absent.ts';

const user = process.getuid?.() ?? 0;

/**
 * Folders for leases, the best first, without those that another user could replace, such as one in the XDG_RUNTIME_DIR of
 * a user for whom root runs this. If the system has folders that are emptied at boot, these are used: processes, mounts and
 * devices do not survive a boot either.
 */
function candidates(environment: Environment): readonly string[] {
  const runtime = environment.XDG_RUNTIME_DIR;
  const places = [...(runtime?.startsWith('/') === true ? [join(runtime, 'bootwright')] : [])];
  if (user === 0) places.push('/run/bootwright');
  return [...places, join(tmpdir(), usualName)].filter((folder) => isPrivateFolder(dirname(folder)));
}

/** The name among temporary files, which another user may have taken. */
const usualName = `bootwright-${user}`;

/** Folders with a random suffix, created while another user had the usual name. */
function otherFolders(): readonly string[] {
  if (!isPrivateFolder(tmpdir())) return [];
  const pattern = new RegExp(`^${usualName}-[A-Za-z0-9]{6}$`);
  return listDirectory(tmpdir())
    .filter((name) => pattern.test(name))
    .map((name) => join(tmpdir(), name))
    .filter(isOurs);
}

/** The folder for new leases, created if missing. Fault: `lease/folder`. */
export function makeStateFolder(environment: Environment): string {
  const places = candidates(environment);
  const found = places.find((folder) => isMade(folder) && isOurs(folder)) ?? otherFolders()[0] ?? randomFolder();
  if (found !== undefined) return found;
  throw new Fault('lease/folder', `cannot create a folder for leases: ${[...places, tmpdir()].join(', ')}`, {
    hint: 'set XDG_RUNTIME_DIR to a private folder whose path only you or root can change',
  });
}

/** All folders that may contain leases of this user's earlier runs. */
export function stateFolders(environment: Environment): readonly string[] {
  return [...candidates(environment).filter(isOurs), ...otherFolders()];
}

/** A private folder with a random name. */
function randomFolder(): string | undefined {
  return isPrivateFolder(tmpdir()) ? orAbsent(() => mkdtempSync(join(tmpdir(), `${usualName}-`))) : undefined;
}

/** The folder for large temporary files: TMPDIR, or /var/tmp, because /tmp may be in memory. */
export function dataFolder(environment: Environment): string {
  const given = environment.TMPDIR;
  if (given?.startsWith('/') === true) return given;
  return statsOf('/var/tmp')?.isDirectory() === true ? '/var/tmp' : tmpdir();
}

function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST';
  }
}

/** Whether only this user can write to the folder, and it is not a link. */
export function isOurs(folder: string): boolean {
  const found = statsOf(folder);
  return found?.isDirectory() === true && found.uid === user && (found.mode & 0o022) === 0;
}

/** Absent for a missing path, also if a part of it is a file or not searchable. */
function statsOf(path: string): Stats | undefined {
  return orAbsent(() => lstatSync(path));
}
