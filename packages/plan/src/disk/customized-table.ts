import type { PartitionCustomization } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { type Bytes, bytes, inside, unreachable } from '@bootwright/core';
import { customTable, espSize, needsBoot, type PartitionTable } from '@bootwright/disk';
import { customLayout } from './custom-layout.ts';
import type { DiskFacts } from './disk-facts.ts';
import type { OwnTableRequest } from './disk-request.ts';

/** The user's own table, with what the machine needs to boot. */
export function customizedTable(facts: DiskFacts, request: OwnTableRequest, context: PlanContext): PartitionTable {
  const { target, boot, minimumRoot } = facts;
  const { baseTable } = target;
  const asked = customLayout(request, minimumRoot, context);
  const usual = { layout: asked, size: espSize(baseTable) };
  const { layout, size } = facts.sealedEsp?.inLayout(asked, { facts, at: request.at }, context) ?? usual;
  const gainsXbootldr =
    needsBoot(layout) && (boot.partitions.xbootldr.allowed || !context.fixes('sealed-xbootldr', request.at));
  return customTable(layout, {
    defaultType: baseTable.type,
    firmware: boot.firmware,
    defaultFilesystem: facts.filesystem,
    minimumSizes: new Map([['/', rootMinimum(request, minimumRoot, context)]]),
    architecture: target.architecture,
    espSize: size,
    ensureXbootldr: gainsXbootldr,
    dosNames: keepsDosNames(request, baseTable.type, context),
    random: facts.random,
    at: request.at,
  });
}

/** Whether partitions have UUIDs or names in a dos table that the container brings, and keep them. */
function keepsDosNames({ disk, at }: OwnTableRequest, baseType: 'gpt' | 'dos', context: PlanContext): boolean {
  const { type = baseType, partitions = [] } = disk;
  const index = partitions.findIndex(
    ({ part_label, part_uuid }) => part_label !== undefined || part_uuid !== undefined,
  );
  return type === 'dos' && index >= 0 && !context.fixes('dos-partition-names', inside(at, 'partitions', index));
}

/** What "/" must hold: what the user asks for it, and never less than the container needs. */
function rootMinimum({ disk, at }: OwnTableRequest, needed: Bytes, context: PlanContext): Bytes {
  for (const [index, partition] of (disk.partitions ?? []).entries()) {
    const own = ownRootMinimum(partition);
    if (own === undefined) continue;
    const counted = partition.minsize > Math.max(own, needed);
    const fixed = counted && context.fixes('root-volume-minimum', inside(at, 'partitions', index));
    return bytes(Math.max(needed, fixed ? own : partition.minsize));
  }
  return needed;
}

/** The least size that is asked for "/" itself; absent where the partition does not hold it. */
function ownRootMinimum(partition: PartitionCustomization): number | undefined {
  switch (partition.type) {
    case 'plain':
      return partition.mountpoint === '/' ? partition.minsize : undefined;
    case 'lvm':
      return partition.logical_volumes?.find(({ mountpoint }) => mountpoint === '/')?.minsize;
    case 'btrfs':
      // Subvolumes have no sizes: all of the volume is that of the root.
      return partition.subvolumes?.some(({ mountpoint }) => mountpoint === '/') ? partition.minsize : undefined;
    default:
      return unreachable(partition);
  }
}
