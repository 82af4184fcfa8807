import type { Architecture, Bytes, Location, RandomStream } from '@bootwright/core';
import type { CustomLayout } from './custom-layout.ts';
import type { FilesystemType, PartitionTable } from './partition-table.ts';

/** How the machine boots, which decides the partitions that are added for it. */
export type Firmware = 'uefi' | 'hybrid' | 'bios' | 'none';

export interface CustomTableOptions {
  /** Of a layout that does not say. */
  readonly defaultType: 'gpt' | 'dos';
  readonly firmware: Firmware;
  /** Of file systems that do not say, and of the root where it is added. */
  readonly defaultFilesystem: FilesystemType;
  /** Least sizes of directories, each added to what it is mounted in. */
  readonly minimumSizes: ReadonlyMap<string, Bytes>;
  readonly architecture: Architecture;
  /** Of the EFI system partition that is added; 0: 200 MiB. */
  readonly espSize: Bytes;
  /** Whether a /boot is added where the root lies on LVM or btrfs. */
  readonly ensureXbootldr: boolean;
  readonly random: RandomStream;
  /** Where the layout stands (`customizations.disk`), for faults. */
  readonly at?: Location;
}

/** The table that the layout asks for, with what the machine needs to boot, laid out, and with UUIDs. */
export function customTable(_layout: CustomLayout, _options: CustomTableOptions): PartitionTable {
  throw new Error('to come');
}
