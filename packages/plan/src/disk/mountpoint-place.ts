import type { DiskCustomization, PartitionCustomization } from '@bootwright/blueprint';
import { type DocumentPath, inside, type Location } from '@bootwright/core';
import { holdsMountpoint } from '@bootwright/disk';
import type { ContainerTable } from './disk-facts.ts';
import type { DiskRequest } from './disk-request.ts';

/** Where a mountpoint was asked for, or what stands for it. */
export type MountpointPlace = (mountpoint: string) => Location | undefined;

/**
 * Finds the partition, volume or file system of the blueprint that asks for a mountpoint, or else the partition of the
 * container's table; the table itself for all others.
 */
export function mountpointPlace(request: DiskRequest, base: ContainerTable | undefined): MountpointPlace {
  if (request.kind === 'disk') {
    return (mountpoint) => {
      const path = pathInDisk(request.disk, mountpoint);
      return path === undefined ? request.at : inside(request.at, ...path);
    };
  }
  return (mountpoint) => {
    const index = request.filesystems.findIndex((filesystem) => filesystem.mountpoint === mountpoint);
    return index === -1 || request.at === undefined ? placeInTable(base, mountpoint) : inside(request.at, index);
  };
}

/**
 * The partition with the root, or what is mounted at / in it: of the blueprint's own table, or else of the container's.
 * A least size that a blueprint asks for the root is not about its type.
 */
export function rootPlace(request: DiskRequest, base: ContainerTable | undefined): Location | undefined {
  return request.kind === 'disk' ? mountpointPlace(request, base)('/') : placeInTable(base, '/');
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
