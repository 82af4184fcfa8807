import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderHandle, replaceFileIn } from '@bootwright/process/files';
import { readTextBeneath } from './read-text.ts';

/** A folder for a moment, of this user alone. */
export interface ScratchFolder {
  path(name: string): string;
  put(name: string, text: string): void;
  /** The text of a regular file; absent if the file does not exist. */
  get(name: string): string | undefined;
}

/** Runs `work` with a folder of its own that is gone afterwards. */
export async function withScratchFolder<T>(work: (scratch: ScratchFolder) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-golden-'));
  using handle = FolderHandle.open(folder);
  try {
    return await work({
      path: (name) => join(folder, name),
      put: (name, text) => replaceFileIn(handle, name, text, { mode: 0o600 }),
      get: (name) => readTextBeneath({ handle, name: folder }, [name]),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
