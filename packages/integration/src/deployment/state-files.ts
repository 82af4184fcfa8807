import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SealedState } from '@bootwright/sealed-state';

/** Writes the state of a deployment to its /etc, as the stages of a manifest do; all of it belongs to root. */
export function writeState(etc: string, { directories, files }: SealedState): void {
  const placeOf = (path: string): string => join(etc, path.replace(/^\/etc\//, ''));
  for (const { path, mode } of directories) {
    mkdirSync(placeOf(path), { recursive: true });
    if (mode !== undefined) chmodSync(placeOf(path), mode);
  }
  for (const { path, text, mode } of files) {
    mkdirSync(dirname(placeOf(path)), { recursive: true });
    writeFileSync(placeOf(path), text);
    if (mode !== undefined) chmodSync(placeOf(path), mode);
  }
}
