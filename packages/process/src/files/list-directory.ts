import { readdirSync } from 'node:fs';

/** Lists a directory; empty if it cannot be read. */
export function listDirectory(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
