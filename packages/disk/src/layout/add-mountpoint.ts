import { type Bytes, bytes, Fault, type Location, partitionTypes } from '@bootwright/core';
import { logicalVolumeName } from '../custom/logical-volume-name.ts';
import { holdsMountpoint } from '../table/mounted.ts';
import type { Btrfs, Filesystem, Partition, PartitionTable, Payload, VolumeGroup } from '../table/partition-table.ts';

/** The compression of subvolumes that are made up: as Fedora's installer sets it. */
export const defaultCompression = 'zstd:1';

/** Most partitions of a table: entries of a usual GPT, primary partitions of a DOS table. */
export const maximumPartitions = { gpt: 128, dos: 4 } as const;

/** What is to be added: a mountpoint, and its file system's type. */
export interface NewMount {
  readonly mountpoint: string;
  readonly type: string;
}

/**
 * The table with something new, of no size yet, for `mountpoint`: a subvolume or logical volume next to the root where
 * that is one, else a partition at the end. `type` is the file system's.
 *
 * Faults: `disk/filesystem` where the root's container cannot hold that type, `disk/too-many-partitions`.
 */
export function addMountpoint(
  table: PartitionTable,
  { mountpoint, type }: NewMount,
  at: Location = {},
): PartitionTable {
  const index = table.partitions.findIndex(({ payload }) => holdsMountpoint(payload, '/'));
  const partition = table.partitions[index];
  const payload = addBesideRoot(partition?.payload, { mountpoint, type }, at);
  if (partition !== undefined && payload !== undefined) {
    return { ...table, partitions: table.partitions.with(index, { ...partition, payload }) };
  }
  return addPartition(table, { mountpoint, type, size: bytes(0) }, at);
}

/** The table with a new partition at its end, with a file system for `mountpoint`. Fault: `disk/too-many-partitions`. */
export function addPartition(
  table: PartitionTable,
  { mountpoint, type, size }: NewMount & { readonly size: Bytes },
  at: Location = {},
): PartitionTable {
  const most = maximumPartitions[table.type];
  if (table.partitions.length >= most) throw tooManyPartitions(table.type, table.partitions.length + 1, at);
  const { xbootldr, data } = partitionTypes.gpt;
  const added: Partition = {
    start: bytes(0),
    size,
    ...(table.type === 'gpt' ? { type: mountpoint === '/boot' ? xbootldr : data } : {}),
    payload: newFilesystem(mountpoint, type),
  };
  return { ...table, partitions: [...table.partitions, added] };
}

/** A file system with default mount options. */
export function newFilesystem(mountpoint: string, type: string): Filesystem {
  return { kind: 'filesystem', type, mountpoint, fstab: { options: 'defaults' } };
}

/** The fault of a table with `count` partitions, more than its type can have. */
export function tooManyPartitions(type: 'gpt' | 'dos', count: number, at: Location): Fault {
  const most = maximumPartitions[type];
  return new Fault(
    'disk/too-many-partitions',
    `a ${type} partition table has at most ${most} partitions, not ${count}`,
    {
      at,
      hint: type === 'dos' ? 'use a gpt table, or fewer partitions' : 'use fewer partitions',
    },
  );
}

/** `undefined`: the root has no volumes next to it. */
function addBesideRoot(payload: Payload | undefined, wanted: NewMount, at: Location): Payload | undefined {
  switch (payload?.kind) {
    case 'btrfs':
      return addSubvolume(payload, wanted, at);
    case 'lvm':
      return addLogicalVolume(payload, wanted, at);
    case 'luks': {
      const inner = addBesideRoot(payload.payload, wanted, at);
      return inner === undefined ? undefined : { ...payload, payload: inner };
    }
    default:
      return undefined;
  }
}

function addSubvolume(btrfs: Btrfs, { mountpoint, type }: NewMount, at: Location): Btrfs {
  if (type !== 'btrfs') throw cannotHold('a btrfs volume', mountpoint, type, at);
  const name = mountpoint === '/' ? 'root' : mountpoint;
  const subvolume = { name, size: bytes(0), mountpoint, compress: defaultCompression };
  return { ...btrfs, subvolumes: [...btrfs.subvolumes, subvolume] };
}

function addLogicalVolume(group: VolumeGroup, { mountpoint, type }: NewMount, at: Location): VolumeGroup {
  if (type === 'btrfs') throw cannotHold('a volume group', mountpoint, type, at);
  const name = logicalVolumeName(mountpoint, group.logicalVolumes, at);
  const volume = { name, size: bytes(0), payload: newFilesystem(mountpoint, type) };
  return { ...group, logicalVolumes: [...group.logicalVolumes, volume] };
}

function cannotHold(container: string, mountpoint: string, type: string, at: Location): Fault {
  return new Fault('disk/filesystem', `${container} cannot hold ${JSON.stringify(mountpoint)} as ${type}`, {
    at,
    hint: 'add it to the partition table itself, or choose another file system for the root',
  });
}
