import type { DiskCustomization, PartitionCustomization } from '@bootwright/blueprint';
import { type DocumentPath, inside, type Location } from '@bootwright/core';
import { holdsMountpoint } from '@bootwright/disk';
import type { ContainerTable } from './disk-facts.ts';
import type { DiskWish } from './disk-request.ts';

/** Where a mountpoint was asked for, or what stands for it. */
export type MountpointPlace = (mountpoint: string) => Location | undefined;

/**
 * Finds the partition, volume or file system of the blueprint that asks for a mountpoint, or else the partition of the
 * container's table; the table itself for all others.
 */
export function mountpointPlace(wish: DiskWish, base: ContainerTable | undefined): MountpointPlace {
  if (wish.kind === 'disk') {
    return (mountpoint) => {
      const path = pathInDisk(wish.disk, mountpoint);
      return path === undefined ? wish.at : inside(wish.at, ...path);
    };
  }
  return (mountpoint) => {
    const index = wish.filesystems.findIndex((filesystem) => filesystem.mountpoint === mountpoint);
    return index === -1 || wish.at === undefined ? placeInTable(base, mountpoint) : inside(wish.at, index);
  };
}

/**
 * The partition with the root, or what is mounted at / in it: of the blueprint's own table, or else of the container's.
 * A least size that a blueprint asks for the root is not about its type.
 */
export function rootPlace(wish: DiskWish, base: ContainerTable | undefined): Location | undefined {
  return wish.kind === 'disk' ? mountpointPlace(wish, base)('/') : placeInTable(base, '/');
}

function placeInTable(base: ContainerTable | undefined, mountpoint: string): Location | undefined {
  const index = base?.table.partitions.findIndex(({ payload }) => holdsMountpoint(payload, mountpoint)) ?? -1;
  return base === undefined || index === -1 ? base?.at : inside(base.at, 'partitions', index);
}

function pathInDisk({ partitions = [] }: DiskCustomization, mountpoint: string): DocumentPath | undefined {
  for (const [index, partition] of partitions.entries()) {
    const path = pathInPartition(partition, mountpoint);
    if (path !== undefined) return ['partitions', index, ...path];
  }
  return undefined;
}

function pathInPartition(partition: PartitionCustomization, mountpoint: string): DocumentPath | undefined {
  if (partition.type === 'plain') return partition.mountpoint === mountpoint ? [] : undefined;
  const [key, held] =
    partition.type === 'lvm'
      ? (['logical_volumes', partition.logical_volumes] as const)
      : (['subvolumes', partition.subvolumes] as const);
  const index = (held ?? []).findIndex((volume) => volume.mountpoint === mountpoint);
  return index === -1 ? undefined : [key, index];
}
