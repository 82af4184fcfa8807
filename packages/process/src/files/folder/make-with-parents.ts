import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';

/**
 * Makes a folder and its missing parents, and returns the first that was made; absent where all were there. Throws what the
 * system says. Own code: Node's `recursive` never ends below /proc, which denies a new folder with ENOENT.
 */
export function makeWithParents(folder: string, mode: number): string | undefined {
  const parent = dirname(folder);
  try {
    return makeOne(folder, mode);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || parent === folder) throw error;
  }
  const first = makeWithParents(parent, mode);
  const last = makeOne(folder, mode);
  return first ?? last;
}

function makeOne(folder: string, mode: number): string | undefined {
  try {
    mkdirSync(folder, { mode });
    return folder;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && statSync(folder).isDirectory()) return undefined;
    throw error;
  }
}
