import { checksumsPath, encodeChecksums } from '../checksums/checksum-list.ts';
import { archivePath, encodeArchive, packArchive, unpackArchive } from '../checksums/golden-archive.ts';
import { sha256Of } from '../outcome/sha256.ts';
import { indexPath } from './golden-index.ts';
import type { GoldenFolder } from './golden-set.ts';

/** How a folder keeps its goldens: as files, or as checksums with an archive of the files. */
export type StoredForm = 'whole' | 'checksums';

/** Files that a folder has in the form of checksums alone. */
export const checksumFiles: readonly string[] = [checksumsPath, archivePath];

/** These golden files, the index among them, as a folder keeps them in the form of checksums. No files: no files. */
export function asChecksums(
  files: ReadonlyMap<string, string>,
  before: GoldenFolder,
): ReadonlyMap<string, string | Uint8Array> {
  const index = files.get(indexPath);
  if (index === undefined) return files;
  const goldens = new Map([...files].filter(([path]) => path !== indexPath).sort(byPath));
  const sums = new Map([...goldens].map(([path, text]) => [path, sha256Of(text)]));
  return new Map<string, string | Uint8Array>([
    [indexPath, index],
    [checksumsPath, encodeChecksums(sums)],
    [archivePath, packedArchive(encodeArchive(goldens), before.readBytes?.(archivePath))],
  ]);
}

/** Another version of zlib packs the same archive otherwise: one with the same files stays as it is. */
function packedArchive(archive: Uint8Array, before: Uint8Array | undefined): Uint8Array {
  return before !== undefined && isPackedArchive(before, archive) ? before : packArchive(archive);
}

function isPackedArchive(packed: Uint8Array, archive: Uint8Array): boolean {
  try {
    return Buffer.compare(unpackArchive(packed), archive) === 0;
  } catch {
    // A damaged one is replaced.
    return false;
  }
}

function byPath([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}
