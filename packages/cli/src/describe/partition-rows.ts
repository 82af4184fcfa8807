import { type Architecture, type Bytes, formatBytes } from '@bootwright/core';
import { type Partition, type PartitionTable, partitionRoleName } from '@bootwright/disk';

/** A partition as a row of a table or an object of JSON. */
export interface PartitionRow {
  readonly number: number;
  readonly size: Bytes;
  readonly role: string;
  readonly type: string;
  /** Such as `ext4` or `root file system`. */
  readonly holds: string;
  readonly mountpoint: string;
}

export function partitionRows(table: PartitionTable, architecture: Architecture): readonly PartitionRow[] {
  return table.partitions.map((partition, index) => ({
    number: index + 1,
    size: partition.size,
    role: partitionRoleName(partition, architecture),
    type: partition.type ?? '',
    ...payloadCells(partition),
  }));
}

function payloadCells({ payload }: Partition): Pick<PartitionRow, 'holds' | 'mountpoint'> {
  if (payload === undefined) return { holds: '', mountpoint: '' };
  switch (payload.kind) {
    case 'filesystem':
      return { holds: payload.type, mountpoint: payload.mountpoint ?? '' };
    case 'btrfs':
      return { holds: 'btrfs', mountpoint: payload.subvolumes.flatMap(({ mountpoint }) => mountpoint ?? []).join(' ') };
    case 'lvm':
      return { holds: `LVM ${payload.name}`, mountpoint: payload.logicalVolumes.map(({ name }) => name).join(' ') };
    default:
      return { holds: payload.kind, mountpoint: '' };
  }
}

/** The cells of a partition table, with headings. */
export function partitionCells(rows: readonly PartitionRow[]): readonly (readonly string[])[] {
  return [
    ['', 'SIZE', 'TYPE', 'CONTENT', 'MOUNTED AT'],
    ...rows.map((row) => [
      `${row.number}`,
      formatBytes(row.size),
      row.role,
      row.holds === '' ? '-' : row.holds,
      row.mountpoint === '' ? '-' : row.mountpoint,
    ]),
  ];
}
