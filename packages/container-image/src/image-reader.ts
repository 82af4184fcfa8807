import { WorkBudget } from '@bootwright/archive';
import type { Architecture, Bytes, Notice } from '@bootwright/core';
import type { FileSelection, Tree } from '@bootwright/file-tree';
import type { CommandRunner } from '@bootwright/process';
import type { BlobStore } from './blob-store.ts';
import type { LayeredImage } from './layers/image-layer.ts';
import type { LayeredRoot } from './layers/table/table-source.ts';

/** Facts of an image in addition to its files. */
export interface ImageFacts {
  /** The reference that was read, as text. */
  readonly name: string;
  /** Digest of the configuration: `sha256:…`. */
  readonly imageId?: string;
  /** Digest of the image's manifest. */
  readonly digest?: string;
  /** Digest of the index through which the manifest was chosen. */
  readonly listDigest?: string;
  readonly architecture?: Architecture;
  /**
   * Of the unpacked image. For podman's storage it is podman's figure, from which image-builder computes the size of root
   * file systems (pkg/bootc/resolver.go, `podman image inspect --format {{.Size}}`): it includes files that an upper layer
   * hides, and what podman keeps next to the layers. For other sources it is the size of the files, as `directorySize`
   * counts it.
   */
  readonly size?: Bytes;
  /** From the image, RFC 3339. */
  readonly created?: string;
  readonly labels: ReadonlyMap<string, string>;
  /** How many there are. */
  readonly layers?: number;
}

export interface ReadImage {
  readonly tree: Tree;
  readonly facts: ImageFacts;
  readonly notices: readonly Notice[];
}

/** Bytes read so far; `totalBytes` where it is known. */
export interface ReadProgress {
  /** `layer 3 of 64`, `standard input`, … */
  readonly what: string;
  readonly doneBytes: number;
  readonly totalBytes?: number;
}

export interface ReadOptions {
  /** Which image of an index to read, by default that of this host. */
  readonly architecture?: Architecture;
  readonly runner: CommandRunner;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the reading: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Whether the certificate of a registry is verified; by default it is. */
  readonly tlsVerify?: boolean;
  /** Hosts, with or without a port, that may issue tokens for registries, in addition to the registries' own. */
  readonly tokenHosts?: readonly string[];
  /** Which files are kept. */
  readonly files: readonly FileSelection[];
  /** Reads the layers by other rules, where the source has layers. */
  readonly rootReader?: RootReader;
  /** The budget of the whole image; by default a new one. */
  readonly budget?: WorkBudget;
  /** The bytes of the path `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** Finds the root of an image's layers by other rules, such as those of composefs. */
export interface RootReader {
  /** Additional files that are kept. */
  readonly files: readonly FileSelection[];
  /** The root as a source, from which the tree is collected. */
  readonly read: (
    store: BlobStore,
    image: LayeredImage,
    options: Pick<ReadOptions, 'signal' | 'onProgress' | 'budget'>,
  ) => Promise<LayeredRoot | undefined>;
}

/** The budget of a reading, or a new one for all that the reader calls. */
export function budgetOf({ budget, signal }: Pick<ReadOptions, 'budget' | 'signal'>): WorkBudget {
  return budget ?? new WorkBudget(signal);
}
