import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Host } from '../host.ts';

/**
 * A function that says whether one of the files was written, replaced, added or removed since this call. Times are compared,
 * since editors replace files in ways that notifications of the system do not follow.
 */
export async function changesOf(
  files: () => Promise<readonly string[]>,
  { directory }: Host,
): Promise<() => Promise<boolean>> {
  const look = async () => (await files()).map((file) => `${file}\0${stateOf(resolve(directory, file))}`).join('\0');
  const before = await look();
  return async () => (await look()) !== before;
}

function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${found.mtimeNs} ${found.ctimeNs} ${found.size} ${found.ino}`;
}
