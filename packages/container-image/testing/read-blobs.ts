import { Fault } from '@bootwright/core';
import type { FileSelection } from '@bootwright/file-tree';
import { readTextIn } from '@bootwright/file-tree';
import type { WrittenEntry } from '../../archive/testing/tar.ts';
import { memoryScratch } from '../../file-tree/testing/memory-scratch.ts';
import type { BlobStore } from '../src/blob-store.ts';
import type { ImageLayer } from '../src/layers/image-layer.ts';
import type { ReadLayers, ReadLayersOptions } from '../src/layers/read-layers.ts';
import { readLayers } from '../src/layers/read-layers.ts';
import { memoryStore, sha256 } from './image.ts';

export const osRelease = 'usr/lib/os-release';
/** What the tests of layers read. */
export const releaseFiles: readonly FileSelection[] = [{ pattern: osRelease, mode: 'text' }];
export const release: WrittenEntry = { name: osRelease, content: 'ID=acme\nNAME=Acme\n' };

/** A store of these layers, which notes what is opened. */
export function stored(...blobs: readonly Uint8Array[]): {
  store: BlobStore;
  layers: readonly ImageLayer[];
  opened: string[];
} {
  const opened: string[] = [];
  const memory = memoryStore(blobs.map((bytes) => ({ digest: sha256(bytes), bytes })));
  const store: BlobStore = {
    open: (blob) => {
      opened.push(blob.digest);
      return memory.open(blob);
    },
  };
  const layers = blobs.map((bytes) => ({
    blob: { digest: sha256(bytes), size: bytes.length },
    digestOf: 'stored' as const,
  }));
  return { store, layers, opened };
}

/** What the layers make that are packed so, the lowest first. */
export async function readBlobs(
  blobs: readonly Uint8Array[],
  more: Partial<ReadLayersOptions> = {},
): Promise<ReadLayers> {
  const { store, layers } = stored(...blobs);
  return readLayers(store, layers, { scratch: memoryScratch(), files: releaseFiles, ...more });
}

/** The value, or the code of the fault and its message without digests. */
export const outcome = async (reading: Promise<ReadLayers>) => {
  try {
    return { value: await reading };
  } catch (error) {
    if (error instanceof Fault)
      return { fault: error.code, message: error.message.replace(/sha256:[0-9a-f]+…?/g, 'sha256:…') };
    throw error;
  }
};

/** The text of a file that was read, by default of os-release. */
export const textOf = ({ tree }: ReadLayers, path = osRelease) => readTextIn(tree, path)?.text;
