import { type RandomStream, randomUuid, randomVolumeId, unreachable } from '@bootwright/core';
import type { Filesystem, PartitionTable, Payload } from '../table/partition-table.ts';

/**
 * The table with a UUID on all that can have one and has none. They are drawn in the order that a manifest's bytes
 * depend on: the table's own, those of the payloads depth first, each container before its content, then those of the
 * partitions, in gpt alone. A FAT file system has a volume id of four bytes; subvolumes have their volume's UUID.
 */
export function assignUuids(table: PartitionTable, random: RandomStream): PartitionTable {
  const uuid = table.uuid ?? randomUuid(random);
  const payloads = table.partitions.map(({ payload }) => payload && identify(payload, random));
  const partitions = table.partitions.map((partition, index) => {
    const payload = payloads[index];
    const id = partition.uuid ?? (table.type === 'gpt' ? randomUuid(random) : undefined);
    if (id === undefined) return payload === undefined ? partition : { ...partition, payload };
    return payload === undefined ? { ...partition, uuid: id } : { ...partition, uuid: id, payload };
  });
  return { ...table, uuid, partitions };
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
