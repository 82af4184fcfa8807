import { WorkBudget } from '@bootwright/archive';
import type { Architecture, Bytes, Notice } from '@bootwright/core';
import type { FileSelection, Tree } from '@bootwright/file-tree';
import type { CommandRunner } from '@bootwright/process';
import type { BlobStore } from './blob-store.ts';
import type { LayeredImage } from './layers/image-layer.ts';
import type { LayeredRoot } from './layers/layered-root.ts';

/** What is known of an image besides its files. */
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
   * Of the unpacked image. Of podman's storage it is what podman says, as image-builder takes it (pkg/bootc/resolver.go,
   * `podman image inspect --format {{.Size}}`) and makes root file systems large enough for: there files that an upper
   * layer hides count too, and what podman keeps beside the layers, which no other source has. Of every other source it
   * is what the files that are there hold, counted as `directorySize` counts.
   */
  readonly size?: Bytes;
  /** As the image says it, RFC 3339. */
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

/** Bytes that were read so far; `totalBytes` where it is known. */
export interface ReadProgress {
  /** `layer 3 of 64`, `standard input`, … */
  readonly what: string;
  readonly doneBytes: number;
  readonly totalBytes?: number;
}

export interface ReadOptions {
  /** Which image of several to read, by default that of this host. */
  readonly architecture?: Architecture;
  readonly runner: CommandRunner;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the reading: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Whether a registry has to prove who it is; it has by default. */
  readonly tlsVerify?: boolean;
  /** Hosts, with or without a port, that may give tokens for registries besides those that belong to them. */
  readonly tokenHosts?: readonly string[];
  /** What is kept of the files. */
  readonly files: readonly FileSelection[];
  /** Reads the layers in a way of its own, where the source has the image's layers. */
  readonly rootReader?: RootReader;
  /** What the image may cost in all; by default nothing was spent yet. */
  readonly budget?: WorkBudget;
  /** What the path `-` of an archive reads. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** Finds the root that an image's layers make by other rules, such as those of composefs. */
export interface RootReader {
  /** What is kept of the files in addition. */
  readonly files: readonly FileSelection[];
  /** The root as a source, of which the picture is made then. */
  readonly read: (
    store: BlobStore,
    image: LayeredImage,
    options: Pick<ReadOptions, 'signal' | 'onProgress' | 'budget'>,
  ) => Promise<LayeredRoot | undefined>;
}

/** The budget of a reading. A reader that is given none begins one, for all that it calls. */
export function budgetOf({ budget, signal }: Pick<ReadOptions, 'budget' | 'signal'>): WorkBudget {
  return budget ?? new WorkBudget(signal);
}
