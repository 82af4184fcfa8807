import type { DiskCustomization, PartitionCustomization } from '@bootwright/blueprint';
import { type Bytes, bytes, unreachable } from '@bootwright/core';
import type { CustomLayout, CustomPartition } from '@bootwright/disk';

/** The blueprint's partition table as the disk package takes it; the disk is never smaller than the root needs. */
export function customLayout(disk: DiskCustomization, minimumRoot: Bytes): CustomLayout {
  return {
    ...(disk.type === undefined ? {} : { type: disk.type }),
    minimumSize: bytes(Math.max(disk.minsize ?? 0, minimumRoot)),
    ...(disk.start_offset === undefined ? {} : { startOffset: disk.start_offset }),
    ...(disk.sector_size === undefined ? {} : { sectorSize: disk.sector_size }),
    partitions: (disk.partitions ?? []).map(customPartition),
  };
}

function customPartition(partition: PartitionCustomization): CustomPartition {
  const { minsize, part_type, part_label, part_uuid } = partition;
  const base = {
    minimumSize: minsize,
    ...(part_type === undefined ? {} : { partType: part_type }),
    ...(part_label === undefined ? {} : { partLabel: part_label }),
    ...(part_uuid === undefined ? {} : { partUuid: part_uuid }),
  };
  switch (partition.type) {
    case 'plain':
      return { kind: 'plain', ...base, ...mounted(partition) };
    case 'lvm':
      return {
        kind: 'lvm',
        ...base,
        ...(partition.name === undefined ? {} : { name: partition.name }),
        logicalVolumes: (partition.logical_volumes ?? []).map((volume) => ({
          ...(volume.name === undefined ? {} : { name: volume.name }),
          minimumSize: volume.minsize,
          ...mounted(volume),
        })),
      };
    case 'btrfs':
      return { kind: 'btrfs', ...base, subvolumes: partition.subvolumes ?? [] };
    default:
      return unreachable(partition);
  }
}

interface Mounted {
  readonly mountpoint?: string;
  readonly label?: string;
  readonly fs_type?: string;
}

function mounted({ mountpoint, label, fs_type }: Mounted) {
  return {
    ...(mountpoint === undefined ? {} : { mountpoint }),
    ...(label === undefined ? {} : { label }),
    ...(fs_type === undefined ? {} : { fsType: fs_type }),
  };
}
