import type { Architecture, Bytes, Notice } from '@bootwright/core';
import type { CommandRunner } from '@bootwright/process';
import type { ComposefsRoot } from './composefs/composefs-root.ts';
import type { Interest } from './interests.ts';
import type { Tree } from './tree.ts';
import { WorkBudget } from './work-budget.ts';

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
  /** Where it was asked for, and the source has the image's layers. */
  readonly composefs?: ComposefsRoot;
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
  /** Whether the layers are read for the composefs digest as well. */
  readonly composefs?: boolean;
  /** What is kept of the files, by default `interests`: all that `inspectTree` reads. */
  readonly interests?: readonly Interest[];
  /** What the image may cost in all; by default nothing was spent yet. */
  readonly budget?: WorkBudget;
  /** What the path `-` of an archive reads. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** The budget of a reading. A reader that is given none begins one, for all that it calls. */
export function budgetOf({ budget, signal }: Pick<ReadOptions, 'budget' | 'signal'>): WorkBudget {
  return budget ?? new WorkBudget(signal);
}
