import { holdsMountpoint } from './mounted.ts';
import type { Btrfs, Filesystem, FilesystemType, Partition, PartitionTable, Payload } from './partition-table.ts';

/** The table with `change` made to every partition; the same table where nothing changed. */
export function mapPartitions(
  table: PartitionTable,
  change: (partition: Partition, index: number) => Partition,
): PartitionTable {
  const partitions = mapUnchanged(table.partitions, change);
  return partitions === table.partitions ? table : { ...table, partitions };
}

/** The table without the partitions that `unwanted` names, as before it is laid out. */
export function withoutPartitions(
  table: PartitionTable,
  unwanted: (partition: Partition, index: number) => boolean,
): PartitionTable {
  const partitions = table.partitions.filter((partition, index) => !unwanted(partition, index));
  return partitions.length === table.partitions.length ? table : { ...table, partitions };
}

/** The table with `change` made to the partition that contains the root, directly or in volumes. */
export function mapRootPartition(table: PartitionTable, change: (partition: Partition) => Partition): PartitionTable {
  return mapPartitions(table, (partition) => (holdsMountpoint(partition.payload, '/') ? change(partition) : partition));
}

/** The table with `change` made to every file system, in volumes and encrypted containers too. */
export function mapFilesystems(table: PartitionTable, change: (filesystem: Filesystem) => Filesystem): PartitionTable {
  return mapVolumes(table, { filesystem: change, btrfs: (btrfs) => btrfs });
}

/** A change to each thing that has a label and a UUID, and is mounted. */
export interface VolumeChange {
  readonly filesystem: (filesystem: Filesystem) => Filesystem;
  readonly btrfs: (btrfs: Btrfs) => Btrfs;
}

/** The table with `change` made to every file system and btrfs volume, in volumes and encrypted containers too. */
export function mapVolumes(table: PartitionTable, change: VolumeChange): PartitionTable {
  return mapPartitions(table, (partition) => mapHeld(partition, change));
}

/** The table with fs-verity on its root, where that is ext4: composefs checks the files of the root with it. */
export function withRootVerity(table: PartitionTable): PartitionTable {
  return mapFilesystems(table, (filesystem) =>
    filesystem.mountpoint === '/' && filesystem.type === 'ext4' && filesystem.mkfs?.verity !== true
      ? { ...filesystem, mkfs: { ...filesystem.mkfs, verity: true } }
      : filesystem,
  );
}

/**
 * The table with `type` for the mounted file systems that have none. No boot loader reads /boot from btrfs, so it is
 * ext4 there.
 */
export function withDefaultFilesystem(table: PartitionTable, type: FilesystemType): PartitionTable {
  return mapFilesystems(table, (filesystem) => {
    if (filesystem.type !== '') return filesystem;
    return { ...filesystem, type: type === 'btrfs' && filesystem.mountpoint === '/boot' ? 'ext4' : type };
  });
}

/** Anything that has a payload. */
interface Holder {
  readonly payload?: Payload;
}

function mapHeld<H extends Holder>(holder: H, change: VolumeChange): H {
  if (holder.payload === undefined) return holder;
  const payload = mapPayload(holder.payload, change);
  return payload === holder.payload ? holder : { ...holder, payload };
}

function mapPayload(payload: Payload, change: VolumeChange): Payload {
  switch (payload.kind) {
    case 'filesystem':
      return change.filesystem(payload);
    case 'btrfs':
      return change.btrfs(payload);
    case 'luks':
      return mapHeld(payload, change);
    case 'lvm': {
      const logicalVolumes = mapUnchanged(payload.logicalVolumes, (volume) => mapHeld(volume, change));
      return logicalVolumes === payload.logicalVolumes ? payload : { ...payload, logicalVolumes };
    }
    default:
      return payload;
  }
}

/** As `map`, but the same list where no item changed, so that unchanged parts of a table are shared. */
export function mapUnchanged<T>(items: readonly T[], change: (item: T, index: number) => T): readonly T[] {
  let changed = false;
  const mapped = items.map((item, index) => {
    const next = change(item, index);
    if (next !== item) changed = true;
    return next;
  });
  return changed ? mapped : items;
}
