import { type Architecture, type Bytes, bytes, type Location, type RandomStream, throwFaults } from '@bootwright/core';
import { maximumPartitions, tooManyPartitions } from '../layout/add-mountpoint.ts';
import { assignUuids } from '../layout/assign-uuids.ts';
import { bootPartition, type Firmware, firmwarePartitions, needsBoot } from '../layout/boot-partitions.ts';
import { withDirectorySizes } from '../layout/directory-sizes.ts';
import { layOut, withinDisk } from '../layout/lay-out.ts';
import { checkPartitionIds } from '../table/check-partition-ids.ts';
import { checkFilesystems, checkStructure } from '../table/check-table.ts';
import type { FilesystemType, Partition, PartitionTable } from '../table/partition-table.ts';
import { withRoot } from '../table/root-filesystem.ts';
import type { CustomLayout } from './custom-layout.ts';
import { customPartition } from './custom-partitions.ts';

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
  /** Whether a /boot is added where the root is on LVM or btrfs. */
  readonly ensureXbootldr: boolean;
  /** Whether partitions of a dos table keep their UUIDs and names, which sfdisk ignores; a fault by default. */
  readonly dosNames?: boolean;
  readonly random: RandomStream;
  /** Where the layout stands (`customizations.disk`), for faults. */
  readonly at?: Location;
}

/**
 * The table that the layout asks for, laid out, and with UUIDs: first what the firmware boots from, then a /boot where
 * the root is on LVM or btrfs, then the layout's partitions, and a root where none of them has it.
 *
 * Faults: `disk/partition-type`, `disk/partition-uuid`, `disk/partition-label` for ids that the table's type cannot
 * have, `disk/too-many-partitions`, `disk/duplicate-root`, `disk/filesystem`, `disk/name-taken`,
 * `disk/too-large`.
 */
export function customTable(layout: CustomLayout, options: CustomTableOptions): PartitionTable {
  return withinDisk(options.at ?? {}, () => customised(layout, options));
}

function customised(layout: CustomLayout, options: CustomTableOptions): PartitionTable {
  const { at = {}, architecture } = options;
  const type = layout.type ?? options.defaultType;
  throwFaults(checkPartitionIds(layout, { type, dosNames: options.dosNames === true }, at));
  const partitions: Partition[] = [...firmwarePartitions(type, layout, options)];
  if (options.ensureXbootldr && needsBoot(layout))
    partitions.push(bootPartition(type, bootType(options), architecture));
  for (const [index, request] of layout.partitions.entries()) {
    const partitionAt = { ...at, path: [...(at.path ?? []), 'partitions', index] };
    partitions.push(customPartition(request, partitions, { ...options, tableType: type, at: partitionAt }));
  }
  const asked: PartitionTable = {
    type,
    size: bytes(0),
    partitions,
    ...(layout.startOffset === undefined || layout.startOffset === 0 ? {} : { startOffset: layout.startOffset }),
    ...(layout.sectorSize === undefined || layout.sectorSize === 0 ? {} : { sectorSize: layout.sectorSize }),
  };
  const rooted = withRoot(asked, options);
  if (rooted.partitions.length > maximumPartitions[type]) throw tooManyPartitions(type, rooted.partitions.length, at);
  throwFaults([...checkStructure(rooted, at), ...checkFilesystems(rooted, at)]);
  const sized = withDirectorySizes(rooted, options.minimumSizes, at);
  return assignUuids(layOut(sized, layout.minimumSize, at), options.random);
}

/** Boot loaders read /boot from ext4 and xfs. */
function bootType({ defaultFilesystem }: CustomTableOptions): FilesystemType {
  return defaultFilesystem === 'ext4' ? 'ext4' : 'xfs';
}
