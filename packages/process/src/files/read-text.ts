import { readFileSync, statSync } from 'node:fs';

/** The text of a regular file of at most `largest` bytes, such as one of /proc or of a guest; empty for anything else. */
export function readTextIfThere(file: string, largest = 16 * 1024 ** 2): string {
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= largest ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
