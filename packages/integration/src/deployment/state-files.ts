import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What is written to the state of a deployment after its installation. */
export type StateFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly target: string };

/** Writes files below `etc`, as the stages of a manifest do. */
export function writeStateFiles(etc: string, files: readonly StateFile[]): void {
  for (const file of files) {
    const place = join(etc, file.path);
    mkdirSync(dirname(place), { recursive: true });
    if ('text' in file) writeFileSync(place, file.text);
    else symlinkSync(file.target, place);
  }
}
