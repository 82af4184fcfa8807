import { defined, unreachable } from '@bootwright/core';
import { toSectors } from '../layout/sectors.ts';
import type {
  Btrfs,
  Filesystem,
  LogicalVolume,
  Luks,
  Partition,
  PartitionTable,
  Payload,
  Raw,
  Subvolume,
  Swap,
  VolumeGroup,
} from './partition-table.ts';

/** A device that opens on the way from the disk to an entry, outermost first. */
export type DeviceLayer = PartitionLayer | LuksLayer | LogicalVolumeLayer;

export interface PartitionLayer {
  readonly kind: 'partition';
  /** In sectors of the table. */
  readonly start: number;
  /** In sectors of the table. */
  readonly size: number;
  /** Content of the device; absent for an empty partition. */
  readonly holds?: Payload;
}

export interface LuksLayer {
  readonly kind: 'luks';
  readonly luks: Luks;
  readonly holds?: Payload;
}

export interface LogicalVolumeLayer {
  readonly kind: 'logical-volume';
  readonly logicalVolume: LogicalVolume;
  readonly volumeGroup: VolumeGroup;
  readonly holds?: Payload;
}

/** Where an entry is. */
export interface Place {
  readonly partition: Partition;
  /** Of the partition in the table, counted from 1. */
  readonly number: number;
  /** All devices that must be open to reach the entry, itself not included; the last is the one directly below it. */
  readonly devices: readonly DeviceLayer[];
}

/** One thing on the disk. */
export type DiskEntry =
  | { readonly kind: 'partition'; readonly place: Place; readonly partition: Partition }
  | { readonly kind: 'filesystem'; readonly place: Place; readonly filesystem: Filesystem }
  | { readonly kind: 'btrfs'; readonly place: Place; readonly btrfs: Btrfs }
  | { readonly kind: 'subvolume'; readonly place: Place; readonly subvolume: Subvolume; readonly btrfs: Btrfs }
  | { readonly kind: 'lvm'; readonly place: Place; readonly volumeGroup: VolumeGroup }
  | {
      readonly kind: 'logical-volume';
      readonly place: Place;
      readonly logicalVolume: LogicalVolume;
      readonly volumeGroup: VolumeGroup;
    }
  | { readonly kind: 'luks'; readonly place: Place; readonly luks: Luks }
  | { readonly kind: 'swap'; readonly place: Place; readonly swap: Swap }
  | { readonly kind: 'raw'; readonly place: Place; readonly raw: Raw };

/**
 * All that is on the disk in table order, depth first, each container before what it holds: partitions, and of each its
 * payload with its content. The stages that make file systems, volumes and mounts are derived from this one list.
 */
export function walk(table: PartitionTable): readonly DiskEntry[] {
  const entries: DiskEntry[] = [];
  for (const [index, partition] of table.partitions.entries()) {
    const { payload } = partition;
    const layer: PartitionLayer = {
      kind: 'partition',
      start: toSectors(table, partition.start),
      size: toSectors(table, partition.size),
      ...defined({ holds: payload }),
    };
    const number = index + 1;
    entries.push({ kind: 'partition', place: { partition, number, devices: [] }, partition });
    if (payload !== undefined) addPayload(entries, payload, { partition, number, devices: [layer] });
  }
  return entries;
}

function addPayload(entries: DiskEntry[], payload: Payload, place: Place): void {
  switch (payload.kind) {
    case 'filesystem':
      entries.push({ kind: 'filesystem', place, filesystem: payload });
      return;
    case 'swap':
      entries.push({ kind: 'swap', place, swap: payload });
      return;
    case 'raw':
      entries.push({ kind: 'raw', place, raw: payload });
      return;
    case 'btrfs':
      entries.push({ kind: 'btrfs', place, btrfs: payload });
      for (const subvolume of payload.subvolumes) {
        entries.push({ kind: 'subvolume', place, subvolume, btrfs: payload });
      }
      return;
    case 'lvm':
      entries.push({ kind: 'lvm', place, volumeGroup: payload });
      for (const logicalVolume of payload.logicalVolumes) {
        entries.push({ kind: 'logical-volume', place, logicalVolume, volumeGroup: payload });
        const { payload: held } = logicalVolume;
        if (held === undefined) continue;
        const layer: LogicalVolumeLayer = { kind: 'logical-volume', logicalVolume, volumeGroup: payload, holds: held };
        addPayload(entries, held, { ...place, devices: [...place.devices, layer] });
      }
      return;
    case 'luks': {
      entries.push({ kind: 'luks', place, luks: payload });
      const { payload: held } = payload;
      if (held === undefined) return;
      const layer: LuksLayer = { kind: 'luks', luks: payload, holds: held };
      addPayload(entries, held, { ...place, devices: [...place.devices, layer] });
      return;
    }
    default:
      unreachable(payload);
  }
}
