import { type Bytes, bytes, defaultSectorSize, Fault, goSort, type Location } from '@bootwright/core';
import { holdsMountpoint } from '../table/mounted.ts';
import type { Partition, PartitionTable } from '../table/partition-table.ts';
import { alignToGrain } from './align.ts';
import { fit } from './fit.ts';

/** Entries for which a GPT has room at least (UEFI specification, 5.3.2: 16,384 bytes). */
const gptEntries = 128;
const gptEntrySize = 128;

/**
 * What the partition table itself takes at the start of the disk: a sector for the header, and in gpt the entries.
 * It contains the master boot record of either type.
 */
export function headerSize(table: PartitionTable): Bytes {
  const sector = table.sectorSize ?? defaultSectorSize;
  if (table.type === 'dos') return bytes(sector);
  return bytes(sector + Math.max(table.partitions.length, gptEntries) * gptEntrySize);
}

/** What is kept free at the end of the disk: the second GPT, and the extra padding. */
export function footerSize(table: PartitionTable): Bytes {
  const second = table.type === 'gpt' ? alignToGrain(table, headerSize(table)) : 0;
  return bytes(second + (table.extraPadding ?? 0));
}

/** Where the first partition starts. */
export function firstStart(table: PartitionTable): Bytes {
  const header = headerSize(table);
  const offset = table.startOffset ?? 0;
  const start = table.absoluteStartOffset === true ? Math.max(header, offset) : header + offset;
  return alignToGrain(table, bytes(start));
}

/**
 * The table with all partitions in their place on a disk of `imageSize` at least: each large enough for its volumes,
 * aligned to the grain, one after the other in the table's order but that the root's comes last. That one takes what is
 * left of the disk where the table grows it.
 *
 * Faults: `disk/no-root`, `disk/too-large`.
 */
export function layOut(table: PartitionTable, imageSize: Bytes, at: Location = {}): PartitionTable {
  return withinDisk(at, () => placeAll(table, imageSize, at));
}

function placeAll(table: PartitionTable, imageSize: Bytes, at: Location): PartitionTable {
  const rootIndex = table.partitions.findIndex(({ payload }) => holdsMountpoint(payload, '/'));
  const root = table.partitions[rootIndex];
  if (root === undefined) throw noRoot(at);

  let start = firstStart(table);
  const place = (partition: Partition): Partition => {
    const size = alignToGrain(table, fit(partition.payload, partition.size));
    const there = { ...partition, start, size };
    start = bytes(start + size);
    return there;
  };
  const others = table.partitions.map((partition, index) => (index === rootIndex ? partition : place(partition)));
  const last = place(root);

  const footer = footerSize(table);
  const end = alignToGrain(table, bytes(last.start + last.size + footer));
  const size = bytes(Math.max(table.size, alignToGrain(table, imageSize), end));
  const grown = table.growRoot === false ? last : { ...last, size: bytes(size - last.start - footer) };
  // A partition without a size starts where its neighbour does, and then the sort decides which comes first.
  const partitions = goSort(others.with(rootIndex, grown), (a, b) => a.start - b.start);
  return { ...table, size, partitions };
}

/** The fault of a table in which nothing is mounted at `/`. */
export function noRoot(at: Location): Fault {
  return new Fault('disk/no-root', 'the partition table has no file system for "/"', {
    at,
    hint: 'give one file system, logical volume or btrfs subvolume the mountpoint "/"',
  });
}

/**
 * What `make` makes. Sizes are added up in it, and where a sum exceeds every size the fault is `disk/too-large` at the
 * layout's place.
 */
export function withinDisk<T>(at: Location, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Fault && error.code === 'size/range') throw tooLarge(at, error);
    throw error;
  }
}

function tooLarge(at: Location, cause: Fault): Fault {
  return new Fault('disk/too-large', 'the partitions together are larger than any disk can be', {
    at,
    cause,
    hint: `lower the sizes: all together they may have ${Number.MAX_SAFE_INTEGER} bytes, just under 8192 TiB`,
  });
}
