import type { TarEntry } from '@bootwright/archive';
import { decodeName } from '@bootwright/archive';
import type { FileSelection } from '@bootwright/file-tree';
import { readModeFinder } from '@bootwright/file-tree';
import { limits } from './limits.ts';

/** Bytes kept of a file in the mode `head`. */
const headLength = 4096;

const slash = 0x2f;
const dot = 0x2e;

/** How many bytes of an entry's content are kept when a layer is first read, before links are followed. */
export type BytesToKeep = (entry: TarEntry) => number;

/** Keeps what the selections read of the files at their paths. */
export function keptBytes(wanted: readonly FileSelection[]): BytesToKeep {
  const modeAt = readModeFinder(wanted);
  // The first bytes of all patterns: most names differ there already.
  const beginnings = new Set(wanted.map(({ pattern }) => pattern.charCodeAt(0)));
  return ({ kind, name, sparse, stored }) => {
    if (kind !== 'file' || stored === 0 || stored > limits.keptFile) return 0;
    let start = 0;
    while (name[start] === slash || (name[start] === dot && name[start + 1] === slash)) start++;
    if (!beginnings.has(name[start] ?? 0)) return 0;
    const mode = modeAt(decodeName(name.subarray(start)));
    if (mode === undefined || mode === 'presence') return 0;
    return mode === 'head' && sparse === undefined ? Math.min(stored, headLength) : stored;
  };
}
