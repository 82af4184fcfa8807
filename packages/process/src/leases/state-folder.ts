import { lstatSync, mkdirSync, mkdtempSync, type Stats } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fault } from '@bootwright/core';
import type { Environment } from '../command/environment.ts';
import { isPrivateFolder } from '../files/folder/private-folder.ts';
import { listDirectory } from '../files/list-directory.ts';

const user = process.getuid?.() ?? 0;

/**
 * Folders that may hold leases, the best first; none that another user could replace, such as one in the XDG_RUNTIME_DIR
 * of a user for whom root runs this. They do not outlive a start of the machine where the system has such a
 * place, as processes, mounts and devices do not either.
 */
function candidates(environment: Environment): readonly string[] {
  const runtime = environment.XDG_RUNTIME_DIR;
  const places = [...(runtime?.startsWith('/') === true ? [join(runtime, 'bootwright')] : [])];
  if (user === 0) places.push('/run/bootwright');
  return [...places, join(tmpdir(), usualName)].filter((folder) => isPrivateFolder(dirname(folder)));
}

/** The name among the temporary files; anybody may take it first. */
const usualName = `bootwright-${user}`;

/** Folders with a random name behind it, which were made while another user had the usual one. */
function otherFolders(): readonly string[] {
  if (!isPrivateFolder(tmpdir())) return [];
  const pattern = new RegExp(`^${usualName}-[A-Za-z0-9]{6}$`);
  return listDirectory(tmpdir())
    .filter((name) => pattern.test(name))
    .map((name) => join(tmpdir(), name))
    .filter(isOurs);
}

/** The folder for new leases, made where there is none. Fault: `lease/folder`. */
export function makeStateFolder(environment: Environment): string {
  const places = candidates(environment);
  const found = places.find((folder) => isMade(folder) && isOurs(folder)) ?? otherFolders()[0] ?? randomFolder();
  if (found !== undefined) return found;
  throw new Fault(
    'lease/folder',
    `no folder can be made for what has to be given back: ${[...places, tmpdir()].join(', ')}`,
    {
      hint: 'set XDG_RUNTIME_DIR to a folder that is yours alone, in folders of yours or of root',
    },
  );
}

/** Every folder in which earlier runs of this user may have left leases. */
export function stateFolders(environment: Environment): readonly string[] {
  return [...candidates(environment).filter(isOurs), ...otherFolders()];
}

/** A folder of this user alone under a name that nobody could have taken. */
function randomFolder(): string | undefined {
  if (!isPrivateFolder(tmpdir())) return undefined;
  try {
    return mkdtempSync(join(tmpdir(), `${usualName}-`));
  } catch {
    return undefined;
  }
}

/** Where large temporary files go: TMPDIR, or /var/tmp, which is on a disk where /tmp is in memory. */
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

/** Whether nobody but this user could have put something there; a link could lead anywhere. */
export function isOurs(folder: string): boolean {
  const found = statsOf(folder);
  return found?.isDirectory() === true && found.uid === user && (found.mode & 0o022) === 0;
}

/** Nothing where there is none, as where a part of the path is a file or may not be searched. */
function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
