import type { Bytes } from '@bootwright/core';

/** The osbuild that builds. */
export type OsbuildInstallation =
  | {
      readonly kind: 'program';
      /** On this machine: a path, or a name on the PATH. */
      readonly program: string;
      /** Where its stages are; by default osbuild's own. */
      readonly libdir?: string;
    }
  /** In a container image that holds one, run with all privileges. */
  | { readonly kind: 'container'; readonly engine: 'podman' | 'docker'; readonly image: string };

/** All that decides about one run of osbuild. Paths are absolute. */
export interface OsbuildPlan {
  readonly installation: OsbuildInstallation;
  readonly manifest: string;
  /** The pipelines whose trees are wanted. */
  readonly exports: readonly string[];
  /** Each export becomes a folder of its name in it. */
  readonly outputDirectory: string;
  /** Where sources and finished trees are kept between runs. */
  readonly store: string;
  /** What the store may hold; by default as it was set before. */
  readonly storeMaximum?: Bytes | 'unlimited';
  /** Globs of stages and pipelines that are kept in the store. */
  readonly checkpoints: readonly string[];
  /** Pipelines that osbuild builds in virtual machines of its own. */
  readonly inVm: readonly string[];
  /** The folder of this run in the store, for trees that are being built; gone after it, whatever happens. */
  readonly scratch: string;
  /** For sockets and device nodes. */
  readonly runDirectory: string;
  /** What osbuild prints at the end goes to this file. */
  readonly resultFile: string;
  /** Whether processes and mounts can be kept in namespaces of their own, and so end with the run. */
  readonly confined: boolean;
  /** The name of its container, where there is one, and the lease that it belongs to. */
  readonly containerName: string;
  readonly lease: string;
  /** For an osbuild in a container: where podman keeps the images that the manifest reads, and a storage.conf for them. */
  readonly podman?: { readonly graphRoot: string; readonly configuration: string };
}
