import { Fault } from '@bootwright/core';
import type { BlobDescriptor, BlobStore } from '../blob-store.ts';
import type { ReadImage, ReadOptions } from '../image-reader.ts';

/** Where an image of a store begins: its manifest, or an index of manifests of several architectures. */
export interface StoredImage {
  /** The reference as text, for the facts. */
  readonly name: string;
  /** With its media type. */
  readonly manifest: BlobDescriptor;
}

/**
 * The image that a store holds: its manifest (of an index that of `options.architecture`, by default this host's), its
 * configuration, and the files of its layers that inspection reads. Each blob is checked against its digest and size.
 */
export async function readStoredImage(
  _store: BlobStore,
  image: StoredImage,
  _options: ReadOptions,
): Promise<ReadImage> {
  throw new Fault('image/unavailable', `reading ${image.name} is not available yet`);
}
