import { readdirSync } from 'node:fs';

/** The names in a folder; empty if it cannot be read. */
export function listDirectory(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
