import { type Bytes, bytes, MiB } from '@bootwright/core';
import type { PartitionTable } from '../table/partition-table.ts';

/** What starts and sizes of partitions are multiples of, where the table does not say. */
export const defaultGrain = MiB(1);

/** The physical extent of a volume group as lvm2 makes it; sizes of logical volumes are multiples of it. */
export const lvmExtent = MiB(4);

/** `size` rounded up to a multiple of `grain`. */
export function alignUp(size: Bytes, grain: Bytes): Bytes {
  const rest = size % grain;
  return rest === 0 ? size : bytes(size - rest + grain);
}

/** `size` rounded up to the table's grain. */
export function alignToGrain(table: PartitionTable, size: Bytes): Bytes {
  return alignUp(size, table.grainSize ?? defaultGrain);
}
