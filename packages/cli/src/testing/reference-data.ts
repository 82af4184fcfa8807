import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const folder = new URL('../../../../../shared/reference/', import.meta.url);

/** Whether the recorded answers are there; a checkout outside the project has none. */
export const hasReference = existsSync(folder);

/** A file of recorded answers, unpacked. */
export function referenceText(file: string): string {
  const content = readFileSync(new URL(file, folder));
  return (file.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
}

/** The objects of a JSON lines file of recorded answers; the caller says what they are. */
export function referenceLines<T>(file: string): readonly T[] {
  return referenceText(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): T => JSON.parse(line));
}
