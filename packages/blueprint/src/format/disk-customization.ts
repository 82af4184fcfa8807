import type { Bytes } from '@bootwright/core';
import { filled, integer, list, optional, record, required, size, text, variant, word } from '../shape.ts';

/** `customizations.disk`: a partition table of the user's own. */
export interface DiskCustomization {
  /** Default: that of the image type. */
  readonly type?: 'gpt' | 'dos';
  readonly minsize?: Bytes;
  readonly partitions?: readonly PartitionCustomization[];
  /** Where the first partition begins. */
  readonly start_offset?: Bytes;
  /** In bytes; default 512. */
  readonly sector_size?: number;
}

/** One partition; `type` is always there after parsing (default: `plain`). */
export type PartitionCustomization =
  | PlainPartitionCustomization
  | LvmPartitionCustomization
  | BtrfsPartitionCustomization;

export interface PartitionBase {
  readonly minsize: Bytes;
  /** UUID on gpt, two hexadecimal digits on dos. */
  readonly part_type?: string;
  readonly part_label?: string;
  readonly part_uuid?: string;
}

/** A partition that holds a file system, swap space or nothing. */
export interface PlainPartitionCustomization extends PartitionBase {
  readonly type: 'plain';
  readonly mountpoint?: string;
  readonly label?: string;
  readonly fs_type?: PlainFilesystem;
}

/** A partition that holds an LVM volume group. */
export interface LvmPartitionCustomization extends PartitionBase {
  readonly type: 'lvm';
  /** Of the volume group. */
  readonly name?: string;
  readonly logical_volumes?: readonly LogicalVolumeCustomization[];
}

/** A partition that holds a btrfs volume. */
export interface BtrfsPartitionCustomization extends PartitionBase {
  readonly type: 'btrfs';
  readonly subvolumes?: readonly SubvolumeCustomization[];
}

export interface LogicalVolumeCustomization {
  readonly name?: string;
  readonly minsize: Bytes;
  readonly mountpoint?: string;
  readonly label?: string;
  readonly fs_type?: VolumeFilesystem;
}

export interface SubvolumeCustomization {
  readonly name: string;
  readonly mountpoint: string;
}

export type PlainFilesystem = 'ext4' | 'xfs' | 'vfat' | 'swap' | 'none';
export type VolumeFilesystem = 'ext4' | 'xfs' | 'vfat' | 'swap';

const noBtrfs = { btrfs: 'for btrfs, give the partition the type "btrfs" and list its subvolumes' };
const mountpoint = text({ examples: ['/', '/boot', '/var/data'] });

const partitionBase = {
  minsize: required(size(), 'Least size of the partition.'),
  part_type: filled(
    text({ examples: ['4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', '83'] }),
    'Partition type: a UUID on gpt, two hexadecimal digits on dos. Default: by what the partition holds.',
  ),
  part_label: filled(text(), 'Label of the partition in a gpt table, up to 36 UTF-16 units.'),
  part_uuid: filled(text(), 'UUID of the partition in a gpt table. Default: drawn from the seed.'),
};

const plainShape = record<PlainPartitionCustomization>('a plain partition', {
  type: required(word(['plain']), 'A file system straight on the partition.'),
  ...partitionBase,
  mountpoint: filled(mountpoint, 'Where the file system is mounted; none for swap and none.'),
  label: filled(text(), 'Label of the file system.'),
  fs_type: filled(word(['ext4', 'xfs', 'vfat', 'swap', 'none'], noBtrfs), 'What the partition holds.'),
});

const logicalVolumeShape = record<LogicalVolumeCustomization>('a logical volume', {
  name: filled(text({ examples: ['rootlv'] }), 'Name. Default: made from the mount point.'),
  minsize: required(size(), 'Least size of the volume.'),
  mountpoint: filled(mountpoint, 'Where the file system is mounted; none for swap.'),
  label: filled(text(), 'Label of the file system.'),
  fs_type: filled(word(['ext4', 'xfs', 'vfat', 'swap'], noBtrfs), 'What the volume holds.'),
});

const lvmShape = record<LvmPartitionCustomization>('an LVM partition', {
  type: required(word(['lvm']), 'A volume group.'),
  ...partitionBase,
  name: filled(text({ examples: ['vg00'] }), 'Name of the volume group. Default: made up.'),
  logical_volumes: optional(list(logicalVolumeShape), 'The logical volumes of the group.'),
});

const subvolumeShape = record<SubvolumeCustomization>('a subvolume', {
  name: required(text({ filled: true, examples: ['root'] }), 'Path of the subvolume in the volume.'),
  mountpoint: required(text({ filled: true, examples: ['/'] }), 'Where the subvolume is mounted.'),
});

const btrfsShape = record<BtrfsPartitionCustomization>('a btrfs partition', {
  type: required(word(['btrfs']), 'A btrfs volume.'),
  ...partitionBase,
  subvolumes: optional(list(subvolumeShape), 'The subvolumes of the volume.'),
});

const partitionShape = variant<PartitionCustomization>(
  'a partition',
  { plain: plainShape, lvm: lvmShape, btrfs: btrfsShape },
  {
    fallback: 'plain',
    hints: {
      luks: 'encrypted partitions are not supported; encrypt at the first boot, or leave the type out for a plain one',
      swap: 'leave the type out and set fs_type to "swap"',
    },
  },
);

export const diskShape = record<DiskCustomization>('a disk', {
  type: filled(
    word(['gpt', 'dos'], { mbr: 'the MBR table is called "dos" here' }),
    'Kind of partition table. Default: that of the image type.',
  ),
  minsize: filled(size(), 'Least size of the disk.'),
  partitions: optional(list(partitionShape), 'The partitions, in the order of the table.'),
  start_offset: filled(size(), 'Where the first partition begins.'),
  sector_size: filled(integer(0), 'Bytes a sector, a power of two. Default: 512.'),
});
