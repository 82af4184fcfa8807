import { readdirSync } from 'node:fs';
import { orAbsent } from './or-absent.ts';

/** Lists a directory; empty if it cannot be read. */
export function listDirectory(folder: string): readonly string[] {
  return orAbsent(() => readdirSync(folder)) ?? [];
}
