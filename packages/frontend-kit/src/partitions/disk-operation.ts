import type {
  BtrfsPartitionCustomization,
  LogicalVolumeCustomization,
  PartitionCustomization,
  PlainPartitionCustomization,
} from '@bootwright/blueprint';
import type { Bytes } from '@bootwright/core';

export type SubvolumeCustomization = NonNullable<BtrfsPartitionCustomization['subvolumes']>[number];
export type PlainFilesystem = NonNullable<PlainPartitionCustomization['fs_type']>;
export type VolumeFilesystem = NonNullable<LogicalVolumeCustomization['fs_type']>;

/** A partition of `customizations.disk`, or a logical volume or subvolume of one, by their indices. */
export interface DiskPlace {
  readonly partition: number;
  readonly volume?: number;
}

/** What a user does to a partition table. */
export type DiskOperation =
  /** A further partition, before the one with the index; at the end without an index. */
  | { readonly kind: 'add-partition'; readonly value: PartitionCustomization; readonly before?: number }
  | { readonly kind: 'add-logical-volume'; readonly partition: number; readonly value: LogicalVolumeCustomization }
  | { readonly kind: 'add-subvolume'; readonly partition: number; readonly value: SubvolumeCustomization }
  | { readonly kind: 'remove'; readonly place: DiskPlace }
  /** To another index of the same list. */
  | { readonly kind: 'move'; readonly place: DiskPlace; readonly to: number }
  /** The least size. */
  | { readonly kind: 'resize'; readonly place: DiskPlace; readonly size: Bytes }
  /** Label of a file system; name of a volume group, logical volume or subvolume. Empty: the default one. */
  | { readonly kind: 'rename'; readonly place: DiskPlace; readonly name: string }
  /** Empty: mounted nowhere. */
  | { readonly kind: 'mount'; readonly place: DiskPlace; readonly mountpoint: string }
  /** What is neither mounted nor labelled loses both. */
  | { readonly kind: 'change-filesystem'; readonly place: DiskPlace; readonly filesystem: PlainFilesystem }
  /** The content stays as far as the new type has it; file systems of subvolumes become `filesystem` (default: ext4). */
  | {
      readonly kind: 'convert';
      readonly partition: number;
      readonly to: PartitionCustomization['type'];
      readonly filesystem?: VolumeFilesystem;
    };
