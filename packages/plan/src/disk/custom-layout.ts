import type { PartitionCustomization, PlainPartitionCustomization } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { type Bytes, bytes, defined, inside, unreachable, usualUuid } from '@bootwright/core';
import type { CustomLayout, CustomPartition } from '@bootwright/disk';
import type { OwnTableRequest } from './disk-request.ts';

/** The blueprint's partition table as the disk package takes it; the disk is never smaller than the root needs. */
export function customLayout({ disk, at }: OwnTableRequest, minimumRoot: Bytes, context: PlanContext): CustomLayout {
  const uuid = (index: number, key: 'part_type' | 'part_uuid', text: string): string => {
    const usual = usualUuid(text) ?? text;
    return usual === text || !context.fixes('uuid-form', inside(at, 'partitions', index, key), text) ? text : usual;
  };

  return {
    ...defined({ type: disk.type }),
    minimumSize: bytes(Math.max(disk.minsize ?? 0, minimumRoot)),
    ...defined({ startOffset: disk.start_offset, sectorSize: disk.sector_size }),
    partitions: (disk.partitions ?? []).map((partition, index) =>
      customPartition(partition, uuid.bind(undefined, index)),
    ),
  };
}

/** The form of a UUID that reaches the table. */
type UuidForm = (key: 'part_type' | 'part_uuid', text: string) => string;

function customPartition(partition: PartitionCustomization, uuid: UuidForm): CustomPartition {
  const { minsize, part_type, part_label, part_uuid } = partition;
  const base = {
    minimumSize: minsize,
    ...(part_type === undefined ? {} : { partType: uuid('part_type', part_type) }),
    ...defined({ partLabel: part_label }),
    ...(part_uuid === undefined ? {} : { partUuid: uuid('part_uuid', part_uuid) }),
  };
  switch (partition.type) {
    case 'plain':
      return { kind: 'plain', ...base, ...mounted(partition) };
    case 'lvm':
      return {
        kind: 'lvm',
        ...base,
        ...defined({ name: partition.name }),
        logicalVolumes: (partition.logical_volumes ?? []).map((volume) => ({
          ...defined({ name: volume.name }),
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

function mounted({
  mountpoint,
  label,
  fs_type,
}: Pick<PlainPartitionCustomization, 'mountpoint' | 'label' | 'fs_type'>) {
  return defined({ mountpoint, label, fsType: fs_type });
}
