import { constants, lstatSync, mkdirSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type CommandRunner, type Lease, requireSuccess } from '@bootwright/process';
import { draftName, errorCode, FolderHandle, syncFolder } from '@bootwright/process/files';

/** What moving an image needs. */
export interface Moving {
  readonly runner: CommandRunner;
  /** Tracks the copy until it has its name. */
  readonly lease: Pick<Lease, 'note'>;
  /** Aborts a copy. */
  readonly signal: AbortSignal;
}

/**
 * Moves a file or folder into an open folder, where it replaces a file of that name. From another file system it is
 * copied first, sparse, into a folder that only this user may enter. Throws the error of the system, or the reason of the
 * signal.
 */
export async function moveInto(folder: FolderHandle, name: string, from: string, moving: Moving): Promise<void> {
  if (lstatSync(from).isFile()) await sync(from);
  moving.signal.throwIfAborted();
  try {
    renameSync(from, folder.entry(name));
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await copyInto(folder, name, from, moving);
  }
  syncFolder(folder);
}

/** `cp` gets the folder by its handle: renaming the folder meanwhile has no effect. */
async function copyInto(
  folder: FolderHandle,
  name: string,
  from: string,
  { runner, lease, signal }: Moving,
): Promise<void> {
  const draft = draftName();
  const noted = lease.note({ kind: 'path', path: join(realpathSync(folder.path()), draft) });
  mkdirSync(folder.entry(draft), { mode: 0o700 });
  const inside = folder.folder(draft);
  try {
    using source = FolderHandle.open(dirname(from));
    const [path, target] = [`${source.pathForChildren()}/${basename(from)}`, `${inside.pathForChildren()}/content`];
    const copy = ['cp', '-a', '--reflink=auto', '--sparse=always', '--', path, target];
    requireSuccess(await runner.run(copy, { signal }));
    if (lstatSync(inside.entry('content')).isFile()) await sync(inside.entry('content'));
    signal.throwIfAborted();
    renameSync(inside.entry('content'), folder.entry(name));
  } finally {
    rmSync(inside.entry('content'), { recursive: true, force: true });
    inside.close();
    removeDraft(folder, draft);
    noted.release();
  }
}

function removeDraft(folder: FolderHandle, draft: string): void {
  try {
    rmdirSync(folder.entry(draft));
  } catch {
    // The owner of the surrounding folder removed it.
  }
}

/** Asynchronous, because it may take long: signals are handled meanwhile. */
async function sync(file: string): Promise<void> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
