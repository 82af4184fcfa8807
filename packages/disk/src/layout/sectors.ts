import type { Bytes } from '@bootwright/core';
import type { PartitionTable } from '../table/partition-table.ts';

/** Bytes in a sector where the table does not say. */
export const defaultSectorSize = 512;

/** The whole sectors of `table` in `size`. */
export function toSectors(table: Pick<PartitionTable, 'sectorSize'>, size: Bytes): number {
  return Math.floor(size / (table.sectorSize ?? defaultSectorSize));
}
