import type { PlanContext } from '@bootwright/build-request';
import { type Bytes, bytes, dpsRootTypes, inside, partitionTypes, throwFaults } from '@bootwright/core';
import {
  adaptTable,
  checkWrittenFilesystems,
  isBiosBoot,
  type MountpointRequest,
  mapPartitions,
  type Partition,
  type PartitionTable,
  withoutPartitions,
} from '@bootwright/disk';
import type { DiskFacts } from './disk-facts.ts';
import type { FilesystemRequest } from './disk-request.ts';
import { rootPlace } from './mountpoint-place.ts';

/** The container's or the image type's table, with the disk file systems and at least the disk sizes. */
export function adaptedTable(facts: DiskFacts, request: FilesystemRequest, context: PlanContext): PartitionTable {
  const { target, filesystem, random, containerTable } = facts;
  if (containerTable !== undefined) {
    // A root becomes a btrfs volume whatever its own type.
    const isMade = (mountpoint: string): boolean => mountpoint === '/' && filesystem === 'btrfs';
    throwFaults(checkWrittenFilesystems(containerTable.table, containerTable.at, isMade));
  }
  const base = suited(target.baseTable, facts, context);
  return adaptTable(base, {
    requests: withRoot(request, facts.minimumRoot),
    imageSize: base.size > 0 ? base.size : target.type.defaultSize,
    mode: filesystem === 'btrfs' ? 'btrfs' : 'raw',
    architecture: target.architecture,
    defaultFilesystem: filesystem,
    ensureXbootldr: true,
    random,
    ...(containerTable === undefined ? {} : { at: containerTable.at }),
  });
}

/** What is disk, the root never less than the container needs. */
function withRoot(request: FilesystemRequest, minimumRoot: Bytes): readonly MountpointRequest[] {
  const requests = request.filesystems.map(({ mountpoint, minsize }) => ({
    mountpoint,
    minimumSize: mountpoint === '/' ? bytes(Math.max(minsize, minimumRoot)) : minsize,
  }));
  if (requests.some(({ mountpoint }) => mountpoint === '/')) return requests;
  return [...requests, { mountpoint: '/', minimumSize: minimumRoot }];
}

/** The base table as the boot plan has it. */
function suited(base: PartitionTable, facts: DiskFacts, context: PlanContext): PartitionTable {
  const { boot } = facts;
  let table = base;
  if (!boot.partitions.biosBoot.allowed) table = withoutBootPartitions(table, facts, context);
  if (!boot.partitions.xbootldr.allowed) table = withoutXbootldr(table, facts, context);
  if (!boot.sealed) return table;
  const found = withRootType(table, facts, context);
  return facts.sealedEsp?.inTable(found, facts, context) ?? found;
}

function withoutBootPartitions(table: PartitionTable, facts: DiskFacts, context: PlanContext): PartitionTable {
  const { containerTable } = facts;
  const isSuperfluous = (partition: Partition): boolean =>
    isBiosBoot(partition) || (containerTable === undefined && isMountedAt(partition, '/boot'));
  const index = table.partitions.findIndex(isSuperfluous);
  const at = containerTable && inside(containerTable.at, 'partitions', index);
  if (index === -1 || !context.fixes('sealed-boot-partitions', at)) return table;
  return withoutPartitions(table, isSuperfluous);
}

function withoutXbootldr(table: PartitionTable, facts: DiskFacts, context: PlanContext): PartitionTable {
  if (table.growRoot !== false || context.fixes('sealed-grow-root', facts.containerTable?.at)) {
    return { ...table, ensureXbootldr: false };
  }
  const { growRoot: _, ...grown } = table;
  return { ...grown, ensureXbootldr: false };
}

/** Gives the Discoverable Partitions type to a root partition of the generic type. */
function withRootType(table: PartitionTable, facts: DiskFacts, context: PlanContext): PartitionTable {
  const isGenericRoot = (partition: Partition): boolean =>
    isMountedAt(partition, '/') && partition.type?.toUpperCase() === partitionTypes.gpt.data;
  const becomesSubvolume = facts.filesystem === 'btrfs';
  if (becomesSubvolume || !table.partitions.some(isGenericRoot)) return table;
  if (!context.fixes('sealed-root-type', rootPlace(facts.request, facts.containerTable))) return table;
  const type = dpsRootTypes[facts.target.architecture];
  return mapPartitions(table, (partition) => (isGenericRoot(partition) ? { ...partition, type } : partition));
}

function isMountedAt({ payload }: Partition, mountpoint: string): boolean {
  return payload?.kind === 'filesystem' && payload.mountpoint === mountpoint;
}
