import type { Architecture, Fault, Notice, RootFilesystem } from '@bootwright/core';

/** The programs that build images of bootc containers. */
export type Builder = 'image-builder' | 'bootc-image-builder' | 'bootwright';

/** What a user chose, in words that no builder owns. */
export interface BuildChoice {
  /** The container, as podman names it. */
  readonly image: string;
  /** Names or aliases of image types. */
  readonly imageTypes: readonly string[];
  /** A folder of this machine. */
  readonly outputDirectory: string;
  /** Default: that of the container. */
  readonly architecture?: Architecture;
  /** Default: what the container says. */
  readonly rootFilesystem?: RootFilesystem;
  /** A blueprint file of this machine: NAME.toml or NAME.json. */
  readonly blueprint?: string;
  /** A container that builds. Default: the container itself. */
  readonly buildImage?: string;
  /** The container that an ISO installs or carries. */
  readonly payload?: string;
  /** Of the files that are made. Default: who builds. */
  readonly owner?: { readonly uid: number; readonly gid?: number };
  readonly omitDefaultKernelArguments?: boolean;
  /** Take the container from its registry. Default: from podman's storage. */
  readonly fromRegistry?: boolean;
  /** Where UUIDs are drawn from: signed 64 bits. */
  readonly seed?: bigint;
  /** The folder that osbuild keeps trees in. Default: that of the builder. */
  readonly cache?: string;
  /** `machine`: in the form that `readProgress` reads. Default: what the builder chooses. */
  readonly progress?: 'verbose' | 'term' | 'machine';
  /** Registers the image with Amazon EC2 where it is of the type `ami`. */
  readonly amazon?: AmazonUpload;
  /** An image with the builder in it, which podman runs. Default: the builder is a program of this machine. */
  readonly builderImage?: string;
  /** Podman's storage on this machine, for builders in a container. Default: that of root. */
  readonly storage?: string;
  /** Begin with `sudo`: builders mount file systems. Default: false. */
  readonly sudo?: boolean;
}

export interface AmazonUpload {
  readonly imageName: string;
  readonly bucket: string;
  readonly region: string;
  /** A folder with the credentials, such as `/home/ann/.aws`; needed where podman runs the builder. */
  readonly credentials?: string;
}

/** A command line; one without faults does what was chosen. */
export interface BuildCommand {
  readonly argv: readonly string[];
  /** The same as text for a POSIX shell. */
  readonly shell: string;
  /** What the builder cannot do, and values that it would not take, with the place in the choice. */
  readonly faults: readonly Fault[];
  /** What the builder ignores. */
  readonly notices: readonly Notice[];
}
