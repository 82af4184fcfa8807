import { type RandomStream, randomUuid, randomVolumeId, unreachable } from '@bootwright/core';
import type { Filesystem, Partition, PartitionTable, Payload } from './partition-table.ts';

/**
 * The table with a UUID on all that can have one and has none. They are drawn in the order that a manifest's bytes
 * depend on: the table's own, those of the payloads depth first, each container before what it holds, then those of the
 * partitions, in gpt alone. A FAT file system has a volume id of four bytes; subvolumes have their volume's UUID.
 */
export function assignUuids(table: PartitionTable, random: RandomStream): PartitionTable {
  const uuid = table.uuid ?? randomUuid(random);
  const filled = table.partitions.map((partition) => identifyHeld(partition, random));
  const partitions = table.type === 'gpt' ? filled.map((partition) => identifyPartition(partition, random)) : filled;
  return { ...table, uuid, partitions };
}

function identifyPartition(partition: Partition, random: RandomStream): Partition {
  return partition.uuid === undefined ? { ...partition, uuid: randomUuid(random) } : partition;
}

function identifyHeld<H extends { readonly payload?: Payload }>(holder: H, random: RandomStream): H {
  return holder.payload === undefined ? holder : { ...holder, payload: identify(holder.payload, random) };
}

function identify(payload: Payload, random: RandomStream): Payload {
  switch (payload.kind) {
    case 'filesystem':
      return payload.uuid === undefined ? { ...payload, uuid: filesystemId(payload, random) } : payload;
    case 'swap':
      return payload.uuid === undefined ? { ...payload, uuid: randomUuid(random) } : payload;
    case 'btrfs': {
      const uuid = payload.uuid ?? randomUuid(random);
      return { ...payload, uuid, subvolumes: payload.subvolumes.map((subvolume) => ({ ...subvolume, uuid })) };
    }
    case 'lvm':
      return { ...payload, logicalVolumes: payload.logicalVolumes.map((volume) => identifyHeld(volume, random)) };
    case 'luks': {
      const uuid = payload.uuid ?? randomUuid(random);
      return identifyHeld({ ...payload, uuid }, random);
    }
    case 'raw':
      return payload;
    default:
      return unreachable(payload);
  }
}

function filesystemId(filesystem: Filesystem, random: RandomStream): string {
  return filesystem.type === 'vfat' ? randomVolumeId(random) : randomUuid(random);
}
