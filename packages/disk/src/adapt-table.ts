import type { Architecture, Bytes, Location, RandomStream } from '@bootwright/core';
import type { FilesystemType, PartitionTable } from './partition-table.ts';

/** A mountpoint that a user wishes, and the least size of what is mounted there. */
export interface TableWish {
  readonly mountpoint: string;
  readonly minimumSize: Bytes;
}

export interface AdaptOptions {
  /** In the user's order, the root among them where the container asks for a size. */
  readonly wishes: readonly TableWish[];
  /** Of the disk, at least; it grows where the partitions need more. */
  readonly imageSize: Bytes;
  /** `btrfs`: the root becomes a subvolume, and so do new mountpoints. */
  readonly mode: 'raw' | 'btrfs';
  readonly architecture: Architecture;
  /** Of new partitions, in mode raw. */
  readonly defaultFilesystem: FilesystemType;
  /** Whether a /boot may be added for a btrfs root; the table's own answer counts first. */
  readonly ensureXbootldr: boolean;
  readonly random: RandomStream;
  /** Least sizes of directories, each added to what it is mounted in; 1 GiB for / and 2 GiB for /usr by default. */
  readonly minimumSizes?: ReadonlyMap<string, Bytes>;
  /** Where the base table stands, for faults. */
  readonly at?: Location;
}

/** The base table with the wishes in it, laid out, and with UUIDs. */
export function adaptTable(_base: PartitionTable, _options: AdaptOptions): PartitionTable {
  throw new Error('to come');
}
