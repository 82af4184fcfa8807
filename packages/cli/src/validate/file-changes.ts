import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Fault } from '@bootwright/core';
import type { Host } from '../host.ts';

/**
 * A function that says whether one of the files was written, replaced, added or removed since this call. Times are compared,
 * since editors replace files in ways that notifications of the system do not follow.
 */
export function changesOf(files: () => readonly string[], { directory }: Host): () => boolean {
  const look = () =>
    namesOf(files)
      .map((file) => `${file}\0${stateOf(resolve(directory, file))}`)
      .join('\0');
  const before = look();
  return () => look() !== before;
}

/** None while the folder is gone. */
function namesOf(files: () => readonly string[]): readonly string[] {
  try {
    return files();
  } catch (error) {
    if (error instanceof Fault) return [];
    throw error;
  }
}

function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${found.mtimeNs} ${found.ctimeNs} ${found.size} ${found.ino}`;
}
