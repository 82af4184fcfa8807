import type {
  DiskCustomization,
  LogicalVolumeCustomization,
  PartitionCustomization,
  PlainPartitionCustomization,
} from '@bootwright/blueprint';
import { Fault, unreachable } from '@bootwright/core';
import { convertPartition } from './convert-partition.ts';
import type { DiskOperation, DiskPlace, PlainFilesystem, SubvolumeCustomization } from './disk-operation.ts';

/**
 * The disk after an operation; the one before stays as it was. Faults: `edit/place` for a partition or volume that the disk
 * does not have, `edit/kind` for what partitions of its kind do not have, `edit/convert`. Whether the result can be made,
 * `checkDisk` says: between two operations a table may be wrong.
 */
export function editDisk(disk: DiskCustomization, operation: DiskOperation): DiskCustomization {
  const partitions = disk.partitions ?? [];
  return { ...disk, partitions: edited(partitions, operation) };
}

type Partitions = readonly PartitionCustomization[];

function edited(partitions: Partitions, operation: DiskOperation): Partitions {
  switch (operation.kind) {
    case 'add-partition': {
      const { before = partitions.length, value } = operation;
      checkIndex(before, partitions.length + 1);
      return partitions.toSpliced(before, 0, value);
    }
    case 'add-logical-volume':
      return changed(partitions, operation.partition, (partition) => {
        if (partition.type !== 'lvm') throw kindFault('only an LVM partition has logical volumes');
        return { ...partition, logical_volumes: [...(partition.logical_volumes ?? []), operation.value] };
      });
    case 'add-subvolume':
      return changed(partitions, operation.partition, (partition) => {
        if (partition.type !== 'btrfs') throw kindFault('only a btrfs partition has subvolumes');
        return { ...partition, subvolumes: [...(partition.subvolumes ?? []), operation.value] };
      });
    case 'remove':
      return inList(partitions, operation.place, (list, index) => list.toSpliced(index, 1));
    case 'move':
      return inList(partitions, operation.place, (list, index) => moved(list, index, operation.to));
    case 'convert':
      return changed(partitions, operation.partition, (one) =>
        convertPartition(one, operation.to, operation.filesystem),
      );
    case 'resize':
    case 'rename':
    case 'mount':
    case 'change-filesystem':
      return changedAt(partitions, operation.place, operation);
    default:
      return unreachable(operation);
  }
}

function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  checkIndex(to, list.length);
  return list.toSpliced(from, 1).toSpliced(to, 0, ...list.slice(from, from + 1));
}

/** Throws `edit/place` for what is not one of the first `count` indices. */
function checkIndex(index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw placeFault(`there is no place ${index} among ${count}`);
}

/** A list with one item changed; the fault `edit/place` where it does not have the item. */
function changed<T>(list: readonly T[], index: number, change: (item: T) => T): readonly T[] {
  const item = list[index];
  if (item === undefined || !Number.isInteger(index))
    throw placeFault(`there is no ${index} in a list of ${list.length}`);
  return list.with(index, change(item));
}

/** Changes the list that a partition or a volume is in. */
function inList(
  partitions: Partitions,
  { partition: at, volume }: DiskPlace,
  change: <T>(list: readonly T[], index: number) => readonly T[],
): Partitions {
  const within = <T>(list: readonly T[], index: number): readonly T[] => {
    changed(list, index, (item) => item);
    return change(list, index);
  };
  if (volume === undefined) return within(partitions, at);
  return changed(partitions, at, (partition) => {
    if (partition.type === 'lvm')
      return { ...partition, logical_volumes: within(partition.logical_volumes ?? [], volume) };
    if (partition.type === 'btrfs') return { ...partition, subvolumes: within(partition.subvolumes ?? [], volume) };
    throw kindFault('a plain partition has no volumes');
  });
}

type Change = Extract<DiskOperation, { readonly kind: 'resize' | 'rename' | 'mount' | 'change-filesystem' }>;

function changedAt(partitions: Partitions, { partition: at, volume }: DiskPlace, change: Change): Partitions {
  return changed(partitions, at, (partition): PartitionCustomization => {
    if (volume === undefined) return changedPartition(partition, change);
    if (partition.type === 'lvm') {
      const volumes = changed(partition.logical_volumes ?? [], volume, (one) => changedVolume(one, change));
      return { ...partition, logical_volumes: volumes };
    }
    if (partition.type === 'btrfs') {
      return {
        ...partition,
        subvolumes: changed(partition.subvolumes ?? [], volume, (one) => changedSubvolume(one, change)),
      };
    }
    throw kindFault('a plain partition has no volumes');
  });
}

function changedPartition(partition: PartitionCustomization, change: Change): PartitionCustomization {
  if (change.kind === 'resize') return { ...partition, minsize: change.size };
  if (partition.type === 'plain') return changedPlain(partition, change);
  if (change.kind === 'rename' && partition.type === 'lvm') return withText(partition, 'name', change.name);
  const what = { rename: 'name', mount: 'mount point', 'change-filesystem': 'file system to choose' }[change.kind];
  throw kindFault(`the ${partition.type} partition itself has no ${what}`, 'change one of its volumes, or convert it');
}

function changedPlain(partition: PlainPartitionCustomization, change: Exclude<Change, { kind: 'resize' }>) {
  switch (change.kind) {
    case 'rename':
      return withText(partition, 'label', change.name);
    case 'mount':
      return withText(partition, 'mountpoint', change.mountpoint);
    case 'change-filesystem':
      return withFilesystem(partition, change.filesystem);
    default:
      return unreachable(change);
  }
}

function changedVolume(volume: LogicalVolumeCustomization, change: Change): LogicalVolumeCustomization {
  switch (change.kind) {
    case 'resize':
      return { ...volume, minsize: change.size };
    case 'rename':
      return withText(volume, 'name', change.name);
    case 'mount':
      return withText(volume, 'mountpoint', change.mountpoint);
    case 'change-filesystem': {
      const { filesystem } = change;
      if (filesystem === 'none') throw kindFault('a logical volume is not empty', 'choose a file system, or remove it');
      return withFilesystem(volume, filesystem);
    }
    default:
      return unreachable(change);
  }
}

function changedSubvolume(subvolume: SubvolumeCustomization, change: Change): SubvolumeCustomization {
  if (change.kind === 'rename' && change.name !== '') return { ...subvolume, name: change.name };
  if (change.kind === 'mount' && change.mountpoint !== '') return { ...subvolume, mountpoint: change.mountpoint };
  if (change.kind === 'rename' || change.kind === 'mount') {
    throw kindFault('a subvolume needs a name and a mount point', 'give one, or remove the subvolume');
  }
  const what = change.kind === 'resize' ? 'size of its own' : 'file system of its own';
  throw kindFault(`a subvolume has no ${what}`, 'change the btrfs partition, or convert it');
}

/** The record with a text that it may lack; an empty one takes it away. */
function withText<Key extends string, T extends { readonly [K in Key]?: string }>(record: T, key: Key, text: string) {
  const { [key]: _, ...others } = record;
  return text === '' ? others : { ...record, [key]: text };
}

interface Mounted {
  readonly mountpoint?: string;
  readonly label?: string;
}

/** Swap space is not mounted, and nothing has no label either. */
function withFilesystem<T extends Mounted, Type extends PlainFilesystem>(filesystem: T, type: Type) {
  const { mountpoint, label, ...others } = filesystem;
  if (type === 'none') return { ...others, fs_type: type };
  if (type === 'swap') return { ...others, ...(label === undefined ? {} : { label }), fs_type: type };
  return { ...filesystem, fs_type: type };
}

const placeFault = (message: string): Fault =>
  new Fault('edit/place', message, { hint: 'read the indices from the disk that is edited' });

const kindFault = (message: string, hint = 'convert the partition first'): Fault =>
  new Fault('edit/kind', message, { hint });
