import { type Architecture, bytes, type Location } from '@bootwright/core';
import { logicalVolumeName } from '../custom/logical-volume-name.ts';
import { uniqueName } from '../custom/unique-name.ts';
import { newFilesystem } from '../layout/add-mountpoint.ts';
import { holdsMountpoint } from './mounted.ts';
import type { Filesystem, Partition, PartitionTable, Payload } from './partition-table.ts';
import { partitionTypeFor } from './partition-types.ts';
import { walk } from './walk.ts';

interface RootOptions {
  readonly defaultFilesystem: string;
  readonly architecture: Architecture;
  readonly at?: Location;
}

/**
 * The table with a root: as it is where it has one; else the root is added to its first volume group or btrfs volume,
 * or as a partition at the end. It has no size yet.
 */
export function withRoot(table: PartitionTable, options: RootOptions): PartitionTable {
  const { partitions } = table;
  if (partitions.some(({ payload }) => holdsMountpoint(payload, '/'))) return table;
  const names = takenNames(table);
  const index = partitions.findIndex(({ payload }) => payload?.kind === 'lvm' || payload?.kind === 'btrfs');
  const partition = partitions[index];
  if (partition?.payload !== undefined) {
    const payload = withRootVolume(partition.payload, names, options);
    return { ...table, partitions: partitions.with(index, { ...partition, payload }) };
  }
  const added: Partition = {
    start: bytes(0),
    size: bytes(0),
    type: partitionTypeFor(table.type, 'root', options.architecture),
    payload: rootFilesystem(names, options),
  };
  return { ...table, partitions: [...partitions, added] };
}

interface TakenNames {
  readonly subvolumes: ReadonlySet<string>;
  /** Labels of file systems, and the names of subvolumes. */
  readonly labels: ReadonlySet<string>;
}

function takenNames(table: PartitionTable): TakenNames {
  const subvolumes = new Set<string>();
  const labels = new Set<string>();
  for (const entry of walk(table)) {
    if (entry.kind === 'subvolume') subvolumes.add(entry.subvolume.name);
    if (entry.kind === 'filesystem' && entry.filesystem.label !== undefined) labels.add(entry.filesystem.label);
  }
  return { subvolumes, labels: new Set([...subvolumes, ...labels]) };
}

function withRootVolume(payload: Payload, names: TakenNames, options: RootOptions): Payload {
  if (payload.kind === 'btrfs') {
    const name = uniqueName('root', names.subvolumes, options.at);
    return { ...payload, subvolumes: [...payload.subvolumes, { name, size: bytes(0), mountpoint: '/' }] };
  }
  if (payload.kind !== 'lvm') return payload;
  const { logicalVolumes } = payload;
  const name = logicalVolumeName('/', logicalVolumes, options.at);
  const volume = { name, size: bytes(0), payload: rootFilesystem(names, options) };
  return { ...payload, logicalVolumes: [...logicalVolumes, volume] };
}

function rootFilesystem({ labels }: TakenNames, { defaultFilesystem, at }: RootOptions): Filesystem {
  return { ...newFilesystem('/', defaultFilesystem), label: uniqueName('root', labels, at) };
}
