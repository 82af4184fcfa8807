import { type Bytes, bytes, MiB } from '@bootwright/core';
import type { Btrfs, Payload, VolumeGroup } from '../table/partition-table.ts';
import { alignUp, lvmExtent } from './align.ts';

/** What lvm2 keeps at the start of a physical volume by default. */
export const lvmMetadata = MiB(1);

/** The header of a LUKS2 container, by cryptsetup's default. */
export const luksHeader = MiB(16);

/** The least size of a partition of `size` at least in which `payload` has room for its volumes and its own metadata. */
export function fit(payload: Payload | undefined, size: Bytes): Bytes {
  return bytes(Math.max(size, roomFor(payload, size) ?? 0));
}

/** `undefined`: the payload takes whatever room there is. */
function roomFor(payload: Payload | undefined, size: Bytes): Bytes | undefined {
  switch (payload?.kind) {
    case 'lvm':
      return alignUp(bytes(Math.max(size, logicalVolumesSize(payload) + lvmMetadata)), lvmExtent);
    case 'btrfs':
      return bytes(Math.max(size, subvolumesSize(payload)));
    case 'luks':
      return bytes(luksHeader + (roomFor(payload.payload, size) ?? 0));
    default:
      return undefined;
  }
}

export function logicalVolumesSize(group: VolumeGroup): Bytes {
  return bytes(group.logicalVolumes.reduce((sum, volume) => sum + volume.size, 0));
}

/** The sum of the subvolumes' least sizes. */
export function subvolumesSize(volume: Btrfs): Bytes {
  return bytes(volume.subvolumes.reduce((sum, subvolume) => sum + subvolume.size, 0));
}
