import { defined } from '@bootwright/core';
import { withScratchFile } from '@bootwright/file-tree';
import type { BlobStore } from '../blob-store.ts';
import type { ImageFacts, ReadImage, ReadOptions } from '../image-reader.ts';
import { budgetOf } from '../image-reader.ts';
import type { LayeredImage } from '../layers/image-layer.ts';
import { readLayers } from '../layers/read-layers.ts';
import type { StoredImage } from '../resolve-image.ts';
import { imageNotices, resolveImage } from '../resolve-image.ts';

export type { StoredImage } from '../resolve-image.ts';

/**
 * An image of a store: its manifest (of an index that of `options.architecture`, by default this host's), configuration,
 * and selected files of its layers. Each blob is checked against its digest and size.
 */
export async function readStoredImage(store: BlobStore, image: StoredImage, options: ReadOptions): Promise<ReadImage> {
  return readLayeredImage(store, await resolveImage(store, image, options), options);
}

/** As `readStoredImage`, where all but the layers was read. */
export async function readLayeredImage(
  store: BlobStore,
  image: LayeredImage,
  options: ReadOptions,
): Promise<ReadImage> {
  options.signal?.throwIfAborted();
  const budget = budgetOf(options);
  const { rootReader } = options;
  const { tree, size } = await withScratchFile(options.environment, (scratch) =>
    readLayers(store, image.layers, {
      scratch,
      budget,
      files: [...options.files, ...(rootReader?.files ?? [])],
      ...defined({ signal: options.signal, onProgress: options.onProgress }),
      ...(rootReader === undefined ? {} : { readRoot: () => rootReader.read(store, image, { ...options, budget }) }),
    }),
  );
  const { architecture, created, labels } = image.config;
  const facts: ImageFacts = {
    name: image.name,
    imageId: image.imageId,
    ...defined({ digest: image.digest, listDigest: image.listDigest, architecture }),
    size,
    ...defined({ created }),
    labels,
    layers: image.layers.length,
  };
  return { tree, facts, notices: imageNotices(image) };
}
