import { gunzipSync, gzipSync } from 'node:zlib';
import { encodeTar, TarReader, WorkBudget } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { isGoldenPath } from '../goldens/golden-index.ts';
import { sha256Of } from '../outcome/sha256.ts';

/** The archive in the folder of goldens with the files of which it keeps only checksums. */
export const archivePath = 'manifests.tar.gz';

/** Unpacked. The manifests of image-builder's own tests are 128 MB. */
const mostBytes = 1024 ** 3;

/** Unpacked for each byte that is stored: manifests of one generator come to 30, zeros to 1000. */
const most = { bytes: 16 * 1024 ** 2, perByte: 100 };

/** The tar archive of golden files, the same for the same files. Fault: `golden/archive` beyond 1 GiB. */
export function encodeArchive(files: ReadonlyMap<string, string>): Uint8Array {
  const archive = encodeTar([...files].map(([path, text]) => ({ path, bytes: Buffer.from(text) })));
  if (archive.length <= mostBytes) return archive;
  throw archiveFault('the goldens are larger than 1 GiB together', 'leave out cases, or keep the goldens whole');
}

/** The archive as it is stored. */
export function packArchive(archive: Uint8Array): Uint8Array {
  return gzipSync(archive);
}

/** The tar archive in a stored one. Fault: `golden/archive` where it is not gzip, or too large for what is stored. */
export function unpackArchive(packed: Uint8Array): Uint8Array {
  try {
    const maxOutputLength = Math.min(mostBytes, most.bytes + most.perByte * packed.length);
    return gunzipSync(packed, { maxOutputLength });
  } catch (cause) {
    throw archiveFault('it is not valid gzip, or unpacks to too much', replace, cause);
  }
}

/**
 * The golden files of an unpacked archive by path. Faults: `golden/archive` for anything but folders and regular files with the
 * paths of goldens, and for a path that occurs twice; `image/tar` for a damaged archive.
 */
export function readArchive(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let path = '';
  let pieces: Uint8Array[] = [];
  const reader = new TarReader(
    {
      entry: ({ kind, name, stored, size }) => {
        path = new TextDecoder().decode(name);
        if (kind === 'directory') return false;
        if (kind !== 'file' || stored !== size || !isGoldenPath(path)) {
          throw archiveFault(`it contains ${JSON.stringify(path.slice(0, 200))}, which is not a golden file`, replace);
        }
        if (files.has(path)) throw archiveFault(`it contains ${path} twice`, replace);
        pieces = [];
        return true;
      },
      content: (bytes) => {
        pieces.push(bytes);
      },
      end: () => {
        files.set(path, pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces));
      },
    },
    archivePath,
    new WorkBudget(),
  );
  try {
    // In one piece, of which the contents stay views.
    reader.push(archive);
    reader.finish();
  } catch (error) {
    if (error instanceof Fault && error.code !== 'golden/archive') {
      throw archiveFault(error.message, replace, error);
    }
    throw error;
  }
  return files;
}

/** The text of a golden file in the archive, where it has this SHA-256. Fault: `golden/archive`. */
export function textInArchive(files: ReadonlyMap<string, Uint8Array>, path: string, sum: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw archiveFault(`it does not contain ${path}`, replace);
  if (sha256Of(bytes) !== sum) throw archiveFault(`its ${path} does not have the SHA-256 in checksums.txt`, replace);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

const replace =
  'get the archive of the revision that the goldens are of, or remove it and run "bootwright golden update"';

function archiveFault(message: string, hint: string, cause?: unknown): Fault {
  return new Fault('golden/archive', `${archivePath}: ${message}`, {
    at: { document: archivePath, file: archivePath },
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}
