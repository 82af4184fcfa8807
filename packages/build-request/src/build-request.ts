import type { Blueprint } from '@bootwright/blueprint';
import type { ContainerInfo } from '@bootwright/container-facts';
import type { Bytes, Location } from '@bootwright/core';
import type { Profile } from './profile.ts';
import type { SealedOptions } from './sealed-options.ts';
import type { Subscription } from './subscription.ts';

/** All that one image is planned from. */
export interface BuildRequest {
  /** For people; nothing depends on it. */
  readonly name?: string;
  /** What the image boots. */
  readonly container: ContainerInfo;
  /** What builds it; by default the container itself. */
  readonly buildContainer?: ContainerInfo;
  /** A name or alias. */
  readonly imageType: string;
  readonly options: BuildOptions;
  readonly blueprint: Blueprint;
  /** Where the blueprint begins: its document, and the path to it where it is part of one. */
  readonly blueprintAt: Location;
  /** Of the random stream that UUIDs are drawn from; signed 64 bits. */
  readonly seed: bigint;
  readonly profile: Profile;
}

export interface BuildOptions {
  /** The least size of the root file system; by default twice the container's. */
  readonly size?: Bytes;
  /** Fetch the container from its registry, not from local storage. */
  readonly remoteSource: boolean;
  /** Leave out the image type's kernel arguments. */
  readonly omitDefaultKernelArguments: boolean;
  /** The container that an installer deploys, or a live ISO carries; disks have none. */
  readonly installerPayload?: string;
  readonly subscription?: Subscription;
  /** How a sealed image gets its customizations. */
  readonly sealed?: SealedOptions;
}
