import {
  filled,
  filledSize,
  type Infer,
  integer,
  list,
  optional,
  required,
  size,
  variant,
  word,
} from '@bootwright/core/schemas';
import { record, text } from './blueprint-fields.ts';

const noBtrfs = { btrfs: 'for btrfs, give the partition the type "btrfs" and list its subvolumes' };
const mountpoint = text({ examples: ['/', '/boot', '/var/data'] });

const partitionBase = {
  minsize: required(size(), 'Least size of the partition.'),
  part_type: filled(
    text({ examples: ['4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', '83'] }),
    'Partition type: a UUID on gpt, two hexadecimal digits on dos. Default: by the content of the partition.',
  ),
  part_label: filled(text(), 'Label of the partition in a gpt table, up to 36 UTF-16 units.'),
  part_uuid: filled(text(), 'UUID of the partition in a gpt table. Default: drawn from the seed.'),
};

const plainSchema = record('a plain partition', {
  type: required(word(['plain']), 'A file system straight on the partition.'),
  ...partitionBase,
  mountpoint: filled(mountpoint, 'Where the file system is mounted; none for swap and none.'),
  label: filled(text(), 'Label of the file system.'),
  fs_type: filled(word(['ext4', 'xfs', 'vfat', 'swap', 'none'], noBtrfs), 'Content of the partition.'),
});

const logicalVolumeSchema = record('a logical volume', {
  name: filled(text({ examples: ['rootlv'] }), 'Name. Default: made from the mount point.'),
  minsize: required(size(), 'Least size of the volume.'),
  mountpoint: filled(mountpoint, 'Where the file system is mounted; none for swap.'),
  label: filled(text(), 'Label of the file system.'),
  fs_type: filled(word(['ext4', 'xfs', 'vfat', 'swap'], noBtrfs), 'Content of the volume.'),
});

const lvmSchema = record('an LVM partition', {
  type: required(word(['lvm']), 'A volume group.'),
  ...partitionBase,
  name: filled(text({ examples: ['vg00'] }), 'Name of the volume group. Default: made up.'),
  logical_volumes: optional(list(logicalVolumeSchema), 'The logical volumes of the group.'),
});

const subvolumeSchema = record('a subvolume', {
  name: required(text({ filled: true, examples: ['root'] }), 'Path of the subvolume in the volume.'),
  mountpoint: required(text({ filled: true, examples: ['/'] }), 'Where the subvolume is mounted.'),
});

const btrfsSchema = record('a btrfs partition', {
  type: required(word(['btrfs']), 'A btrfs volume.'),
  ...partitionBase,
  subvolumes: optional(list(subvolumeSchema), 'The subvolumes of the volume.'),
});

const partitionSchema = variant([plainSchema, lvmSchema, btrfsSchema], {
  noun: 'a partition',
  fallback: 'plain',
  hints: {
    luks: 'encrypted partitions are not supported; encrypt at the first boot, or leave the type out for a plain one',
    swap: 'leave the type out and set fs_type to "swap"',
  },
});

export const diskSchema = record('a disk', {
  type: filled(
    word(['gpt', 'dos'], { mbr: 'the MBR table is called "dos" here' }),
    'Kind of partition table. Default: that of the image type.',
  ),
  minsize: filledSize('Least size of the disk.'),
  partitions: optional(list(partitionSchema), 'The partitions, in the order of the table.'),
  start_offset: filledSize('Where the first partition begins.'),
  sector_size: filled(integer(0), 'Bytes a sector, a power of two. Default: 512.'),
});

/** `customizations.disk`: a partition table of the user's own. */
export type DiskCustomization = Infer<typeof diskSchema>;

/** One partition; `type` is always there after parsing (default: `plain`). */
export type PartitionCustomization = Infer<typeof partitionSchema>;
/** A partition with a file system, with swap space, or empty. */
export type PlainPartitionCustomization = Infer<typeof plainSchema>;
/** A partition with an LVM volume group. */
export type LvmPartitionCustomization = Infer<typeof lvmSchema>;
/** A partition with a btrfs volume. */
export type BtrfsPartitionCustomization = Infer<typeof btrfsSchema>;
export type LogicalVolumeCustomization = Infer<typeof logicalVolumeSchema>;
