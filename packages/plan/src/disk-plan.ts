import { type Bytes, type Location, type RandomStream, throwFaults } from '@bootwright/core';
import { type FilesystemType, type MountConfiguration, type PartitionTable, withRootVerity } from '@bootwright/disk';
import type { ResolvedImageType } from '@bootwright/image-types';
import { adaptedTable } from './adapted-table.ts';
import type { BootPlan } from './boot-plan.ts';
import type { Counsel } from './counsel.ts';
import { customizedTable } from './customized-table.ts';
import type { DiskWish } from './disk-wish.ts';
import { type TableUse, tableFaults } from './table-faults.ts';

/** The disk, laid out. */
export interface DiskPlan {
  readonly table: PartitionTable;
  readonly mountConfiguration: MountConfiguration;
}

/** What a disk is planned from. */
export interface DiskFacts {
  readonly target: ResolvedImageType;
  readonly boot: BootPlan;
  /** The layout that the container brings. */
  readonly containerTable?: ContainerTable;
  /** By default `units`. */
  readonly mountConfiguration?: MountConfiguration;
  /** Of the root, and of whatever does not say. */
  readonly filesystem: FilesystemType;
  /** What the root file system must hold. */
  readonly minimumRoot: Bytes;
  readonly wish: DiskWish;
  readonly random: RandomStream;
  /** The vendor's directory on the ESP, where the container has one. */
  readonly uefiVendor?: string;
}

export interface ContainerTable {
  readonly table: PartitionTable;
  readonly at: Location;
}

/**
 * Lays out the disk: the user's own table where one is wished, otherwise the container's or the image type's, adapted
 * to the wishes. An ext4 root gets fs-verity, which composefs needs. Faults: `disk/…`.
 */
export function diskPlan(facts: DiskFacts, counsel: Counsel): DiskPlan {
  const { wish, boot, containerTable, uefiVendor, mountConfiguration = 'units' } = facts;
  const table = wish.kind === 'disk' ? customizedTable(facts, wish, counsel) : adaptedTable(facts, wish, counsel);
  const at = wish.kind === 'disk' ? wish.at : containerTable?.at;
  const use: TableUse = {
    ...(at === undefined ? {} : { at }),
    ...(uefiVendor === undefined ? {} : { uefiVendor }),
    mountUnits: boot.deploymentEdits.allowed && mountConfiguration === 'units',
  };
  throwFaults(tableFaults(table, use, counsel));
  return { table: withRootVerity(table), mountConfiguration };
}
