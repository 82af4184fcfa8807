import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DrawnEntry } from '../src/tree.ts';

/** Recorded answers of the reference programs, which a checkout outside the project does not have. */
const folder = resolve(import.meta.dirname, '../../../../shared/reference');

export const hasReference = existsSync(folder);

/** The objects of a file of JSON lines, plain or gzip; none where the folder is not there. */
// biome-ignore lint/suspicious/noExplicitAny: recorded data, read by tests alone
export function recorded(file: string): readonly any[] {
  if (!hasReference) return [];
  const bytes = readFileSync(resolve(folder, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

type RecordedEntry = string | { readonly link: string } | { readonly dir: true } | { readonly base64: string };

/** A recorded tree as a drawn one. */
export function drawn(tree: Readonly<Record<string, RecordedEntry>>): Readonly<Record<string, DrawnEntry>> {
  return Object.fromEntries(
    Object.entries(tree).map(([path, entry]) => [
      path,
      typeof entry === 'object' && 'base64' in entry ? new Uint8Array(Buffer.from(entry.base64, 'base64')) : entry,
    ]),
  );
}
