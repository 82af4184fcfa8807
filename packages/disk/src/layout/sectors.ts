import { type Bytes, defaultSectorSize } from '@bootwright/core';
import type { PartitionTable } from '../table/partition-table.ts';

/** The whole sectors of `table` in `size`. */
export function toSectors(table: Pick<PartitionTable, 'sectorSize'>, size: Bytes): number {
  return Math.floor(size / (table.sectorSize ?? defaultSectorSize));
}
