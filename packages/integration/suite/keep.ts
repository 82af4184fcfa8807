import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a file to the artefacts of this run, if they are asked for. */
export function keep(name: string, content: string | Uint8Array): void {
  const folder = process.env.BOOTWRIGHT_ARTEFACTS ?? '';
  if (folder === '') return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
}
