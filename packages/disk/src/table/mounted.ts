import { defined } from '@bootwright/core';
import type { Btrfs, Filesystem, PartitionTable, Payload, Subvolume } from './partition-table.ts';
import { type Place, walk } from './walk.ts';

/** Something that is mounted, and where it lies. */
export type Mounted = MountedFilesystem | MountedSubvolume;

interface MountedBase {
  readonly mountpoint: string;
  /** As `mount -t` takes it. */
  readonly type: string;
  /** Of the file system; absent before `assignUuids`. */
  readonly uuid?: string;
  readonly place: Place;
}

export interface MountedFilesystem extends MountedBase {
  readonly kind: 'filesystem';
  readonly filesystem: Filesystem;
}

export interface MountedSubvolume extends MountedBase {
  readonly kind: 'subvolume';
  readonly subvolume: Subvolume;
  readonly btrfs: Btrfs;
}

/** All that has a mountpoint, in table order, depth first. */
export function mountables(table: PartitionTable): readonly Mounted[] {
  const mounted: Mounted[] = [];
  for (const entry of walk(table)) {
    if (entry.kind === 'filesystem') {
      const { filesystem, place } = entry;
      const { mountpoint, type, uuid } = filesystem;
      if (mountpoint === undefined) continue;
      mounted.push({ kind: 'filesystem', mountpoint, type, ...defined({ uuid }), place, filesystem });
    } else if (entry.kind === 'subvolume') {
      const { subvolume, btrfs, place } = entry;
      const { mountpoint, uuid = btrfs.uuid } = subvolume;
      if (mountpoint === undefined) continue;
      const known = uuid === undefined ? {} : { uuid };
      mounted.push({ kind: 'subvolume', mountpoint, type: 'btrfs', ...known, place, subvolume, btrfs });
    }
  }
  return mounted;
}

/** What is mounted at `mountpoint`: the first in table order. */
export function findMountable(table: PartitionTable, mountpoint: string): Mounted | undefined {
  return mountables(table).find((mounted) => mounted.mountpoint === mountpoint);
}

/** The mountpoints that more than one thing claims; no system can mount the second. */
export function duplicateMountpoints(table: PartitionTable): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { mountpoint } of mountables(table)) {
    if (seen.has(mountpoint)) twice.add(mountpoint);
    seen.add(mountpoint);
  }
  return [...twice];
}

/** The type of the root file system; `undefined` where the table has no root or does not say. */
export function rootFilesystemType(table: PartitionTable): string | undefined {
  const type = findMountable(table, '/')?.type;
  return type === '' ? undefined : type;
}

/** Whether `mountpoint` is in `payload`, at whatever depth. */
export function holdsMountpoint(payload: Payload | undefined, mountpoint: string): boolean {
  switch (payload?.kind) {
    case 'filesystem':
      return payload.mountpoint === mountpoint;
    case 'btrfs':
      return payload.subvolumes.some((subvolume) => subvolume.mountpoint === mountpoint);
    case 'lvm':
      return payload.logicalVolumes.some((volume) => holdsMountpoint(volume.payload, mountpoint));
    case 'luks':
      return holdsMountpoint(payload.payload, mountpoint);
    default:
      return false;
  }
}
