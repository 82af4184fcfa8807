import type { NewEntry } from '@bootwright/file-tree';
import type { Root } from '../../../tools/recorded-roots.ts';

/** A recorded root as a drawn one. */
export function drawn(root: Root): Readonly<Record<string, NewEntry>> {
  return Object.fromEntries(
    Object.entries(root).map(([path, entry]) => [
      path,
      typeof entry === 'object' && 'base64' in entry ? new Uint8Array(Buffer.from(entry.base64, 'base64')) : entry,
    ]),
  );
}
