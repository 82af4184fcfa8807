import {
  type Architecture,
  type Bytes,
  bytes,
  Fault,
  type Location,
  MiB,
  type RandomStream,
  throwFaults,
} from '@bootwright/core';
import { withBtrfsRoot } from '../table/btrfs-root.ts';
import { mapPartitions } from '../table/change-table.ts';
import { checkFilesystems, checkStructure } from '../table/check-table.ts';
import { holdsMountpoint } from '../table/mounted.ts';
import type { FilesystemType, PartitionTable, Payload } from '../table/partition-table.ts';
import { addMountpoint, addPartition, maximumPartitions, tooManyPartitions } from './add-mountpoint.ts';
import { assignUuids } from './assign-uuids.ts';
import { bootSize } from './boot-partitions.ts';
import { defaultMinimumSizes, withDirectorySizes } from './directory-sizes.ts';
import { alignMounted, growMounted } from './grow.ts';
import { layOut, noRoot, withinDisk } from './lay-out.ts';

/** A requested mountpoint, and the least size of what is mounted there. */
export interface MountpointRequest {
  readonly mountpoint: string;
  readonly minimumSize: Bytes;
}

export interface AdaptOptions {
  /** In the user's order, the root among them where the container asks for a size. */
  readonly requests: readonly MountpointRequest[];
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
  /** Least sizes of directories, each added to what it is mounted in; `defaultMinimumSizes` by default. */
  readonly minimumSizes?: ReadonlyMap<string, Bytes>;
  /** Where the base table stands, for faults. */
  readonly at?: Location;
}

/** Least sizes of requested mountpoints (osbuild/image-builder, pkg/disk/partition_table.go). */
const leastSize = bytes(2 ** 30);
const leastBoot = MiB(500);

/**
 * The base table with the requested mountpoints, laid out, and with UUIDs: what is there grows, what is not is added next to the
 * root (a subvolume in mode btrfs, a partition else). A requested mountpoint has at least 1 GiB, /boot 500 MiB. UUIDs of the base stay.
 *
 * Faults: `disk/no-root`, `disk/base-lvm`, `disk/duplicate-root`, `disk/empty-container`, `disk/btrfs-root`,
 * `disk/boot-filesystem`, `disk/filesystem`, `disk/mkfs-option`, `disk/too-many-partitions`, `disk/too-large`.
 */
export function adaptTable(base: PartitionTable, options: AdaptOptions): PartitionTable {
  return withinDisk(options.at ?? {}, () => adapted(base, options));
}

function adapted(base: PartitionTable, options: AdaptOptions): PartitionTable {
  const { requests, mode, at = {}, minimumSizes = defaultMinimumSizes } = options;
  checkBase(base, at);
  let table = withWritableSubvolumes(base);
  const isMounted = (mountpoint: string) =>
    table.partitions.some(({ payload }) => holdsMountpoint(payload, mountpoint));

  const missing: MountpointRequest[] = [];
  for (const request of requests) {
    if (isMounted(request.mountpoint)) table = enlarge(table, request);
    else missing.push(request);
  }
  const type = mode === 'btrfs' ? 'btrfs' : options.defaultFilesystem;
  if (mode === 'btrfs') {
    if (!isMounted('/boot') && (base.ensureXbootldr ?? options.ensureXbootldr)) {
      table = addPartition(table, { mountpoint: '/boot', type, size: bootSize }, at);
    }
    table = withBtrfsRoot(table, options.architecture, at);
  }
  for (const request of missing) {
    const { mountpoint } = request;
    if (!isMounted(mountpoint)) table = addMountpoint(table, { mountpoint, type }, at);
    table = enlarge(table, request);
  }
  if (table.type === 'dos' && table.partitions.length > maximumPartitions.dos) {
    throw tooManyPartitions('dos', table.partitions.length, at);
  }
  table = withDirectorySizes(table, minimumSizes, at);
  const laidOut = assignUuids(layOut(table, options.imageSize, at), options.random);
  throwFaults(checkFilesystems(laidOut, at));
  return laidOut;
}

function enlarge(table: PartitionTable, { mountpoint, minimumSize }: MountpointRequest): PartitionTable {
  const least = mountpoint === '/boot' ? leastBoot : leastSize;
  const size = bytes(Math.max(least, minimumSize));
  return growMounted(table, mountpoint, alignMounted(table, mountpoint, size));
}

function checkBase(base: PartitionTable, at: Location): void {
  throwFaults(checkStructure(base, at));
  if (!base.partitions.some(({ payload }) => holdsMountpoint(payload, '/'))) throw noRoot(at);
  const index = base.partitions.findIndex(({ payload }) => holdsVolumeGroup(payload));
  if (index < 0) return;
  throw new Fault('disk/base-lvm', 'a partition table that an image starts from cannot have volume groups', {
    at: { ...at, path: [...(at.path ?? []), 'partitions', index] },
    hint: 'use plain partitions or btrfs, or describe the volumes in the disk customization of a blueprint',
  });
}

function holdsVolumeGroup(payload: Payload | undefined): boolean {
  return payload?.kind === 'lvm' || (payload?.kind === 'luks' && holdsVolumeGroup(payload.payload));
}

/** osbuild/image-builder forgets `read_only` of a base table's subvolumes as it copies the table; its manifests show it. */
function withWritableSubvolumes(table: PartitionTable): PartitionTable {
  return mapPartitions(table, (partition) => {
    const { payload } = partition;
    if (payload?.kind !== 'btrfs' || payload.subvolumes.every(({ readOnly }) => readOnly !== true)) return partition;
    const subvolumes = payload.subvolumes.map(({ readOnly: _forgotten, ...subvolume }) => subvolume);
    return { ...partition, payload: { ...payload, subvolumes } };
  });
}
