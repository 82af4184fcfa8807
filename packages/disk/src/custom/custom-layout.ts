import type { Bytes } from '@bootwright/core';

/** A user's own partition table, without what the machine needs to boot. */
export interface CustomLayout {
  /** Absent: the type of the image's own table. */
  readonly type?: 'gpt' | 'dos';
  /** Of the disk. */
  readonly minimumSize: Bytes;
  /** Added to the partition table's header; 0 by default. */
  readonly startOffset?: Bytes;
  /** Bytes in a sector; 512 by default. */
  readonly sectorSize?: number;
  /** In the order of the disk, but that the one with the root comes last. */
  readonly partitions: readonly CustomPartition[];
}

export type CustomPartition = CustomPlain | CustomVolumeGroup | CustomBtrfs;

interface CustomPartitionBase {
  readonly minimumSize: Bytes;
  /** A type GUID (gpt) or two hexadecimal digits (dos); by default that of the mountpoint or of the payload. */
  readonly partType?: string;
  /** The partition's name; gpt only. */
  readonly partLabel?: string;
  /** gpt only; drawn at random by default. */
  readonly partUuid?: string;
}

/** A partition with a file system, a swap area or nothing. */
export interface CustomPlain extends CustomPartitionBase {
  readonly kind: 'plain';
  readonly mountpoint?: string;
  /** The file system's. */
  readonly label?: string;
  /** A file system type, `swap` or `none`; the default file system where absent. */
  readonly fsType?: string;
}

/** A partition that is an LVM physical volume, and its volume group. */
export interface CustomVolumeGroup extends CustomPartitionBase {
  readonly kind: 'lvm';
  /** `vg00`, or the next that is free, by default. */
  readonly name?: string;
  readonly logicalVolumes: readonly CustomLogicalVolume[];
}

export interface CustomLogicalVolume {
  /** Made of the mountpoint by default, as `var_loglv`. */
  readonly name?: string;
  readonly minimumSize: Bytes;
  readonly mountpoint?: string;
  readonly label?: string;
  /** A file system type or `swap`; the default file system where absent. */
  readonly fsType?: string;
}

/** A partition with a btrfs volume. */
export interface CustomBtrfs extends CustomPartitionBase {
  readonly kind: 'btrfs';
  readonly subvolumes: readonly CustomSubvolume[];
}

export interface CustomSubvolume {
  readonly name: string;
  readonly mountpoint: string;
}
