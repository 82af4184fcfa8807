import { closeSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openFile } from '@bootwright/file-tree';
import type { ImageReference } from '../image-reference.ts';
import { indexArchive } from './index-archive.ts';

/** A reference that names a path of the host. */
export type PathReference = Extract<ImageReference, { readonly path: string }>;

/**
 * The reference that reads what is at a path of the host, found by its content: an OCI layout or a root directory, an
 * OCI archive or a Docker archive. Absent where nothing exists, and for a file that is neither archive, or compressed.
 */
export function referenceOfPath(path: string): PathReference | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    return existsSync(join(path, 'oci-layout')) ? { transport: 'oci', path } : { transport: 'dir', path };
  }
  return stats?.isFile() ? referenceOfArchive(path) : undefined;
}

function referenceOfArchive(path: string): PathReference | undefined {
  try {
    const file = openFile(path, 'image/archive');
    try {
      const index = indexArchive(file, JSON.stringify(path));
      // An archive of Docker 25 and later is both, and names its images in manifest.json only.
      if (index.find('manifest.json') !== undefined) return { transport: 'docker-archive', path };
      return index.find('oci-layout') === undefined ? undefined : { transport: 'oci-archive', path };
    } finally {
      closeSync(file.descriptor);
    }
  } catch {
    // What cannot be read as an archive is not one.
    return undefined;
  }
}
