import { type Bytes, bytes } from '@bootwright/core';
import { holdsMountpoint } from '../table/mounted.ts';
import type { LogicalVolume, Partition, PartitionTable, Payload, Subvolume } from '../table/partition-table.ts';
import { alignToGrain, alignUp, lvmExtent } from './align.ts';
import { logicalVolumesSize, luksHeader, lvmMetadata, subvolumesSize } from './fit.ts';

/**
 * A node that has grown, and the room that it asks of its container. `room` is absent where the node was large
 * enough already: then nothing around it grows either.
 */
interface Grown<T> {
  readonly node: T;
  readonly room?: Bytes;
}

/**
 * The table with at least `size` for what is mounted at `mountpoint`: the volume or partition grows, and around it
 * whatever becomes too small, up to the disk. The same table where nothing is mounted there.
 */
export function growMounted(table: PartitionTable, mountpoint: string, size: Bytes): PartitionTable {
  const index = table.partitions.findIndex((partition) => holdsMountpoint(partition.payload, mountpoint));
  const partition = table.partitions[index];
  if (partition === undefined) return table;
  const grown = withGrown(partition, growHeld(partition.payload, mountpoint, size));
  const partitions = table.partitions.with(index, grown.node);
  if (grown.room === undefined) return { ...table, partitions };
  const needed = partitions.reduce((sum, { size: each }) => sum + each, 0);
  return { ...table, partitions, size: bytes(Math.max(table.size, needed, grown.room)) };
}

/** `size` rounded up as the volume group and the table around `mountpoint` demand. */
export function alignMounted(table: PartitionTable, mountpoint: string, size: Bytes): Bytes {
  const partition = table.partitions.find(({ payload }) => holdsMountpoint(payload, mountpoint));
  return alignToGrain(table, isInVolumeGroup(partition?.payload, mountpoint) ? alignUp(size, lvmExtent) : size);
}

function isInVolumeGroup(payload: Payload | undefined, mountpoint: string): boolean {
  switch (payload?.kind) {
    case 'lvm':
      return holdsMountpoint(payload, mountpoint);
    case 'luks':
      return isInVolumeGroup(payload.payload, mountpoint);
    default:
      return false;
  }
}

function withGrown<Holder extends Partition | LogicalVolume>(
  holder: Holder,
  { payload, room }: GrownPayload,
  grain = bytes(1),
): Grown<Holder> {
  const node = payload === holder.payload || payload === undefined ? holder : { ...holder, payload };
  if (room === undefined || room <= holder.size) return { node };
  return { node: { ...node, size: alignUp(room, grain) }, room };
}

function growSubvolume(subvolume: Subvolume, size: Bytes): Grown<Subvolume> {
  return size > subvolume.size ? { node: { ...subvolume, size }, room: size } : { node: subvolume };
}

interface GrownPayload {
  readonly payload: Payload | undefined;
  readonly room?: Bytes;
}

function growHeld(payload: Payload | undefined, mountpoint: string, size: Bytes): GrownPayload {
  switch (payload?.kind) {
    case 'btrfs': {
      const { items, room } = growFirst(
        payload.subvolumes,
        (subvolume) => subvolume.mountpoint === mountpoint,
        (subvolume) => growSubvolume(subvolume, size),
      );
      const grown = items === payload.subvolumes ? payload : { ...payload, subvolumes: items };
      return roomy(grown, room, () => subvolumesSize(grown));
    }
    case 'lvm': {
      const { items, room } = growFirst(
        payload.logicalVolumes,
        (volume) => holdsMountpoint(volume.payload, mountpoint),
        (volume) => withGrown(volume, growHeld(volume.payload, mountpoint, size), lvmExtent),
      );
      const grown = items === payload.logicalVolumes ? payload : { ...payload, logicalVolumes: items };
      return roomy(grown, room, () => logicalVolumesSize(grown) + lvmMetadata);
    }
    case 'luks': {
      const held = growHeld(payload.payload, mountpoint, size);
      const same = held.payload === payload.payload || held.payload === undefined;
      const grown = same ? payload : { ...payload, payload: held.payload };
      return roomy(grown, held.room, (room) => room + luksHeader);
    }
    default:
      return { payload, room: size };
  }
}

/** The payload with what it needs to hold `room`; no more than it has where nothing in it grew. */
function roomy(payload: Payload, room: Bytes | undefined, needed: (room: Bytes) => number): GrownPayload {
  return room === undefined ? { payload } : { payload, room: bytes(Math.max(room, needed(room))) };
}

function growFirst<T>(
  items: readonly T[],
  isWanted: (item: T) => boolean,
  grow: (item: T) => Grown<T>,
): { readonly items: readonly T[]; readonly room?: Bytes } {
  const index = items.findIndex(isWanted);
  const item = items[index];
  if (item === undefined) return { items };
  const { node, room } = grow(item);
  const changed = node === item ? items : items.with(index, node);
  return room === undefined ? { items: changed } : { items: changed, room };
}
