import type { PlanContext } from '@bootwright/build-request';
import type { MountSpecs, UnifiedKernelImage } from '@bootwright/container-facts';
import type { Bytes, Location, RandomStream } from '@bootwright/core';
import type { CustomLayout, FilesystemType, MountConfiguration, PartitionTable } from '@bootwright/disk';
import type { ResolvedImageType } from '@bootwright/image-types';
import type { BootPlan } from '../boot/boot-plan.ts';
import type { DiskRequest } from './disk-request.ts';

/** What a disk is planned from. */
export interface DiskFacts {
  /** Its base table is the container's own, where that brings one. */
  readonly target: ResolvedImageType;
  readonly boot: BootPlan;
  /** The layout that the container brings; the base table then. */
  readonly containerTable?: ContainerTable;
  /** By default `units`. */
  readonly mountConfiguration?: MountConfiguration;
  /** Of the root, and of whatever does not say. */
  readonly filesystem: FilesystemType;
  /** What the root file system must hold. */
  readonly minimumRoot: Bytes;
  readonly request: DiskRequest;
  readonly random: RandomStream;
  /** The vendor's directory on the ESP, where the container has one. */
  readonly uefiVendor?: string;
  /** Of a sealed container, as far as it is known. */
  readonly unifiedKernelImage?: UnifiedKernelImage;
  /** What sizes the ESP of a sealed image. */
  readonly sealedEsp?: SealedEsp;
  /** How the booted system finds its root and /boot, where the container says it. */
  readonly mountSpecs?: MountSpecs;
}

export interface ContainerTable {
  readonly table: PartitionTable;
  readonly at: Location;
}

/** What sizes the ESP of a sealed image: apart, since most images are not sealed. */
export interface SealedEsp {
  /** The table with an ESP that is large enough. */
  readonly inTable: (table: PartitionTable, facts: DiskFacts, context: PlanContext) => PartitionTable;
  /** The user's own layout with such an ESP: the one that it has, or the one that is added. */
  readonly inLayout: (
    layout: CustomLayout,
    request: { readonly facts: DiskFacts; readonly at: Location },
    context: PlanContext,
  ) => OwnLayout;
}

export interface OwnLayout {
  readonly layout: CustomLayout;
  /** Of an ESP that the layout does not have. */
  readonly size: Bytes;
}
