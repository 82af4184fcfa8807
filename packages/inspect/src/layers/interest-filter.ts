import { decodeName } from '../file-name.ts';
import type { Keep } from '../interests.ts';
import { isOfInterest } from '../interests.ts';
import type { TarEntry } from '../tar/tar-entry.ts';
import { limits } from './limits.ts';

/** Bytes kept of a file that is read for what it begins with. */
const headLength = 4096;

const slash = 0x2f;
const dot = 0x2e;

/** How many bytes of an entry's content are kept when it first streams by, before links are followed. */
export function bytesToKeep(entry: TarEntry): number {
  if (entry.kind !== 'file' || entry.sparse || entry.stored === 0 || entry.stored > limits.keptFile) return 0;
  const keep = interestIn(entry.name);
  if (keep === undefined || keep === 'presence') return 0;
  return keep === 'head' ? Math.min(entry.stored, headLength) : entry.stored;
}

/** The first bytes of all patterns' first names: a glance at them spares most names a closer look. */
const beginnings = new Set(['b', 'e', 'r', 'u'].map((letter) => letter.charCodeAt(0)));

function interestIn(name: Uint8Array): Keep | undefined {
  let start = 0;
  while (name[start] === slash || (name[start] === dot && name[start + 1] === slash)) start++;
  return beginnings.has(name[start] ?? 0) ? isOfInterest(decodeName(name.subarray(start))) : undefined;
}
