import { type Bytes, bytes, partitionTypes } from '@bootwright/core';
import type { Partition, PartitionTable } from '../table/partition-table.ts';

/**
 * The size of the EFI system partition; 0 where the table has none. A DOS table may have it under the FAT16 id, where
 * it is mounted at /boot/efi.
 */
export function espSize(table: PartitionTable): Bytes {
  const esp =
    table.partitions.find((partition) => hasType(partition, partitionTypes.gpt.esp, partitionTypes.dos.esp)) ??
    table.partitions.find(isFat16Esp);
  return esp?.size ?? bytes(0);
}

export function isBiosBoot(partition: Partition): boolean {
  return hasType(partition, partitionTypes.gpt.biosBoot, partitionTypes.dos.biosBoot);
}

function isFat16Esp(partition: Partition): boolean {
  const { payload } = partition;
  return (
    hasType(partition, partitionTypes.dos.fat16) && payload?.kind === 'filesystem' && payload.mountpoint === '/boot/efi'
  );
}

/** GUIDs and hexadecimal ids are the same in either case. */
function hasType(partition: Partition, ...types: readonly string[]): boolean {
  const type = partition.type?.toUpperCase();
  return type !== undefined && types.some((wanted) => wanted.toUpperCase() === type);
}
