import { type Bytes, bytes, inside, throwFaults } from '@bootwright/core';
import {
  adaptTable,
  checkWrittenFilesystems,
  dpsRootType,
  isBiosBoot,
  mapPartitions,
  type Partition,
  type PartitionTable,
  partitionTypes,
  type TableWish,
  withoutPartitions,
} from '@bootwright/disk';
import type { Counsel } from '../profile/plan-context.ts';
import type { DiskFacts } from './disk-facts.ts';
import type { FilesystemWish } from './disk-request.ts';
import { rootPlace } from './mountpoint-place.ts';

/** The container's or the image type's table, with the wished file systems and at least the wished sizes. */
export function adaptedTable(facts: DiskFacts, wish: FilesystemWish, counsel: Counsel): PartitionTable {
  const { target, filesystem, random, containerTable } = facts;
  if (containerTable !== undefined) {
    // A root becomes a btrfs volume whatever its own type.
    const isMade = (mountpoint: string): boolean => mountpoint === '/' && filesystem === 'btrfs';
    throwFaults(checkWrittenFilesystems(containerTable.table, containerTable.at, isMade));
  }
  const base = suited(target.baseTable, facts, counsel);
  return adaptTable(base, {
    wishes: wishesWithRoot(wish, facts.minimumRoot),
    imageSize: base.size > 0 ? base.size : target.type.defaultSize,
    mode: filesystem === 'btrfs' ? 'btrfs' : 'raw',
    architecture: target.architecture,
    defaultFilesystem: filesystem,
    ensureXbootldr: true,
    random,
    ...(containerTable === undefined ? {} : { at: containerTable.at }),
  });
}

/** What is wished, the root never less than the container needs. */
function wishesWithRoot(wish: FilesystemWish, minimumRoot: Bytes): readonly TableWish[] {
  const wishes = wish.filesystems.map(({ mountpoint, minsize }) => ({
    mountpoint,
    minimumSize: mountpoint === '/' ? bytes(Math.max(minsize, minimumRoot)) : minsize,
  }));
  if (wishes.some(({ mountpoint }) => mountpoint === '/')) return wishes;
  return [...wishes, { mountpoint: '/', minimumSize: minimumRoot }];
}

/** The base table as the boot plan has it. */
function suited(base: PartitionTable, facts: DiskFacts, counsel: Counsel): PartitionTable {
  const { boot } = facts;
  let table = base;
  if (!boot.biosBoot.allowed) table = withoutBootPartitions(table, facts, counsel);
  if (!boot.xbootldr.allowed) table = withoutXbootldr(table, facts, counsel);
  if (boot.rootByType) table = withRootType(table, facts, counsel);
  return table;
}

function withoutBootPartitions(table: PartitionTable, facts: DiskFacts, counsel: Counsel): PartitionTable {
  const { containerTable } = facts;
  const isSuperfluous = (partition: Partition): boolean =>
    isBiosBoot(partition) || (containerTable === undefined && isMountedAt(partition, '/boot'));
  const index = table.partitions.findIndex(isSuperfluous);
  const at = containerTable && inside(containerTable.at, 'partitions', index);
  if (index === -1 || !counsel.mends('sealed-boot-partitions', at)) return table;
  return withoutPartitions(table, isSuperfluous);
}

function withoutXbootldr(table: PartitionTable, facts: DiskFacts, counsel: Counsel): PartitionTable {
  if (table.growRoot !== false || counsel.mends('sealed-grow-root', facts.containerTable?.at)) {
    return { ...table, ensureXbootldr: false };
  }
  const { growRoot: _, ...grown } = table;
  return { ...grown, ensureXbootldr: false };
}

/** Gives the Discoverable Partitions type to a root partition of the generic type. */
function withRootType(table: PartitionTable, facts: DiskFacts, counsel: Counsel): PartitionTable {
  const isGenericRoot = (partition: Partition): boolean =>
    isMountedAt(partition, '/') && partition.type?.toUpperCase() === partitionTypes.gpt.data;
  const becomesSubvolume = facts.filesystem === 'btrfs';
  if (becomesSubvolume || !table.partitions.some(isGenericRoot)) return table;
  if (!counsel.mends('sealed-root-type', rootPlace(facts.wish, facts.containerTable))) return table;
  const type = dpsRootType(facts.target.architecture);
  return mapPartitions(table, (partition) => (isGenericRoot(partition) ? { ...partition, type } : partition));
}

function isMountedAt({ payload }: Partition, mountpoint: string): boolean {
  return payload?.kind === 'filesystem' && payload.mountpoint === mountpoint;
}
