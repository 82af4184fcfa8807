import type { Bytes } from '@bootwright/core';

/** The osbuild that builds. */
export type OsbuildInstallation =
  | {
      readonly kind: 'program';
      /** On the host: a path, or a name on the PATH. */
      readonly program: string;
      /** The folder of its stages; osbuild's default without it. */
      readonly libdir?: string;
    }
  /** In a container image, run with all privileges. */
  | { readonly kind: 'container'; readonly engine: 'podman' | 'docker'; readonly image: string };

/** All decisions about a run of osbuild. Paths are absolute. */
export interface OsbuildPlan {
  readonly installation: OsbuildInstallation;
  readonly manifest: string;
  /** The pipelines whose trees are exported. */
  readonly exports: readonly string[];
  /** Each export becomes a folder in it, with its name. */
  readonly outputDirectory: string;
  /** Where sources and finished trees are kept between runs. */
  readonly store: string;
  /** The maximum size of the store; unchanged by default. */
  readonly storeMaximum?: Bytes | 'unlimited';
  /** Globs of stages and pipelines that are kept in the store. */
  readonly checkpoints: readonly string[];
  /** Pipelines that osbuild itself builds in virtual machines. */
  readonly inVm: readonly string[];
  /** The folder of this run in the store, for unfinished trees; it is always removed after the run. */
  readonly scratch: string;
  /** For sockets and device nodes. */
  readonly runDirectory: string;
  /** The file for osbuild's result. */
  readonly resultFile: string;
  /** Whether processes and mounts are confined to namespaces, and so end with the run. */
  readonly confined: boolean;
  /** The name of the container, if there is one, and the lease that owns it. */
  readonly containerName: string;
  readonly lease: string;
  /** For osbuild in a container: podman's storage with the images that the manifest reads, and a storage.conf for it. */
  readonly podman?: { readonly graphRoot: string; readonly configuration: string };
}
