import { type Architecture, type Bytes, dpsRootTypes, formatBytes, partitionTypes } from '@bootwright/core';
import type { Partition, PartitionTable } from '@bootwright/disk';

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

const roles = new Map<string, string>([
  [partitionTypes.gpt.biosBoot, 'BIOS boot'],
  [partitionTypes.gpt.data, 'Linux data'],
  [partitionTypes.gpt.esp, 'EFI system'],
  [partitionTypes.gpt.lvm, 'LVM'],
  [partitionTypes.gpt.prep, 'PReP boot'],
  [partitionTypes.gpt.swap, 'swap'],
  [partitionTypes.gpt.xbootldr, 'XBOOTLDR'],
  [partitionTypes.dos.esp, 'EFI system'],
  [partitionTypes.dos.data, 'Linux data'],
  [partitionTypes.dos.lvm, 'LVM'],
  [partitionTypes.dos.swap, 'swap'],
  [partitionTypes.dos.prep, 'PReP boot'],
]);

export function partitionRows(table: PartitionTable, architecture: Architecture): readonly PartitionRow[] {
  const root = dpsRootTypes[architecture];
  return table.partitions.map((partition, index) => ({
    number: index + 1,
    size: partition.size,
    role: partition.type?.toUpperCase() === root ? `root (${architecture})` : roleOf(partition),
    type: partition.type ?? '',
    ...payloadCells(partition),
  }));
}

function roleOf({ type = '' }: Partition): string {
  return roles.get(type.toUpperCase()) ?? roles.get(type.toLowerCase()) ?? type;
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
