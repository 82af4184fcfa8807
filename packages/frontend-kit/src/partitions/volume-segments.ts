import { type Bytes, bytes, defined } from '@bootwright/core';
import type { Partition, Payload } from '@bootwright/disk';

/** A logical volume, or a subvolume. */
export interface VolumeSegment {
  readonly name: string;
  /** From the beginning of the partition, without what LVM keeps for itself. */
  readonly offset: Bytes;
  readonly size: Bytes;
  /** Whether it shares its place with the others, as subvolumes do. */
  readonly shared: boolean;
  /** `ext4`, `swap`, `btrfs`. */
  readonly content: string;
  readonly mountpoint?: string;
}

/** What is inside of a partition, in order. */
export function volumesOf({ payload, size }: Partition): readonly VolumeSegment[] {
  if (payload?.kind === 'btrfs') {
    return payload.subvolumes.map(({ name, mountpoint }) => ({
      ...{ name, offset: bytes(0), size, shared: true, content: 'btrfs' },
      ...defined({ mountpoint }),
    }));
  }
  if (payload?.kind !== 'lvm') return [];
  let offset = 0;
  return payload.logicalVolumes.map((volume) => {
    const segment = {
      ...{ name: volume.name, offset: bytes(offset), size: volume.size, shared: false },
      ...heldBy(volume.payload),
    };
    offset += volume.size;
    return segment;
  });
}

function heldBy(payload: Payload | undefined): Pick<VolumeSegment, 'content' | 'mountpoint'> {
  if (payload?.kind !== 'filesystem') return { content: payload?.kind ?? 'empty' };
  return { content: payload.type, ...defined({ mountpoint: payload.mountpoint }) };
}
