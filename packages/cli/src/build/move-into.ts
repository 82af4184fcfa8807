import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { type CommandRunner, requireSuccess } from '@bootwright/process';
import { draftName, errorCode, FolderHandle, syncFolder } from '@bootwright/process/files';

/**
 * Moves a file or folder into an open folder, where it replaces a file of that name. From another file system it is
 * copied first, with its holes, into a folder that nobody else may enter. Throws what the system says.
 */
export async function moveInto(folder: FolderHandle, name: string, from: string, runner: CommandRunner): Promise<void> {
  if (lstatSync(from).isFile()) sync(from);
  try {
    renameSync(from, folder.entry(name));
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await copyInto(folder, name, from, runner);
  }
  syncFolder(folder);
}

/** `cp` is given the folder by its handle: whoever owns the folder around it may rename it, and changes nothing by that. */
async function copyInto(folder: FolderHandle, name: string, from: string, runner: CommandRunner): Promise<void> {
  const draft = draftName();
  mkdirSync(folder.entry(draft), { mode: 0o700 });
  const inside = folder.folder(draft);
  try {
    const source = FolderHandle.open(dirname(from));
    const target = `${inside.pathForChildren()}/content`;
    try {
      const path = `${source.pathForChildren()}/${basename(from)}`;
      requireSuccess(await runner.run(['cp', '-a', '--reflink=auto', '--sparse=always', '--', path, target]));
    } finally {
      source.close();
    }
    if (lstatSync(inside.entry('content')).isFile()) sync(inside.entry('content'));
    renameSync(inside.entry('content'), folder.entry(name));
  } finally {
    rmSync(inside.entry('content'), { recursive: true, force: true });
    inside.close();
    removeDraft(folder, draft);
  }
}

function removeDraft(folder: FolderHandle, draft: string): void {
  try {
    rmdirSync(folder.entry(draft));
  } catch {
    // Whoever owns the folder around it has taken it away.
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
