import type { Architecture } from '@bootwright/core';
import type { BlobDescriptor } from '../blob-store.ts';

/** One layer of an image. */
export interface ImageLayer {
  readonly blob: BlobDescriptor;
  /**
   * Whether the blob's digest is of the bytes that the store gives, of the tar archive in them (docker-archive), or of
   * nothing, where an engine makes the archive as it is read.
   */
  readonly digestOf: 'stored' | 'unpacked' | 'nothing';
}

/** What the configuration of an image says of it (OCI image specification, config.md). */
export interface ImageConfig {
  /** Go's name for it, as it stands there. */
  readonly architectureName?: string;
  readonly architecture?: Architecture;
  readonly created?: string;
  readonly labels: ReadonlyMap<string, string>;
  /** What its root file system is made of, where it says it. */
  readonly rootType?: 'layers';
  /** Digests of the layers' tar archives. */
  readonly diffIds: readonly string[];
}

/** An image of which all but the layers is read. */
export interface LayeredImage {
  readonly name: string;
  readonly imageId: string;
  readonly digest?: string;
  readonly listDigest?: string;
  readonly config: ImageConfig;
  /** From the lowest up. */
  readonly layers: readonly ImageLayer[];
  /** Why other programs may read another image here, or none: full clauses. By default no reason is known. */
  readonly doubts?: readonly string[];
}
