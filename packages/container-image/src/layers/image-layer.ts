import type { Architecture } from '@bootwright/core';
import type { BlobDescriptor } from '../blob-store.ts';

export interface ImageLayer {
  readonly blob: BlobDescriptor;
  /**
   * Whether the blob's digest is of the stored bytes, of the tar archive in them (docker-archive), or of nothing, where an
   * engine creates the archive as it is read.
   */
  readonly digestOf: 'stored' | 'unpacked' | 'nothing';
}

/** The configuration of an image (OCI image specification, config.md). */
export interface ImageConfig {
  /** Go's name, as in the document. */
  readonly architectureName?: string;
  readonly architecture?: Architecture;
  readonly created?: string;
  readonly labels: ReadonlyMap<string, string>;
  /** `rootfs.type`. */
  readonly rootType?: 'layers';
  /** Digests of the layers' tar archives. */
  readonly diffIds: readonly string[];
}

/** An image whose layers are not read yet. */
export interface LayeredImage {
  readonly name: string;
  readonly imageId: string;
  readonly digest?: string;
  readonly listDigest?: string;
  readonly config: ImageConfig;
  /** From the lowest up. */
  readonly layers: readonly ImageLayer[];
  /** Why other programs may read another image, or none, as full clauses. By default none. */
  readonly doubts?: readonly string[];
}
