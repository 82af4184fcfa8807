import { readdirSync } from 'node:fs';

/** What is in a folder; nothing where it cannot be read. */
export function listDirectory(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
