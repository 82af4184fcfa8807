import { type Infer, list, optional, record, required, size, text, variant, word } from '@bootwright/core/schemas';

const filesystem = word(['ext4', 'xfs', 'vfat', 'swap'], {
  none: 'the service makes no empty partitions',
  btrfs: 'give the partition the type "btrfs" and list its subvolumes',
});
const partType = optional(text(), 'Partition type: a UUID on gpt, two hexadecimal digits on dos.');
const minsize = optional(size(), 'Least size.');
const mountpoint = optional(text(), 'Where it is mounted; none for swap.');
const label = optional(text(), 'Label of the file system.');

const plain = record(
  {
    type: required(word(['plain']), 'A file system straight on the partition.'),
    part_type: partType,
    minsize,
    mountpoint,
    label,
    fs_type: required(filesystem, 'The file system.'),
  },
  { noun: 'a plain partition' },
);

const logicalVolume = record(
  { name: optional(text(), 'Name.'), minsize, mountpoint, label, fs_type: required(filesystem, 'The file system.') },
  { noun: 'a logical volume' },
);

const lvm = record(
  {
    type: required(word(['lvm']), 'A volume group.'),
    part_type: partType,
    name: optional(text(), 'Name of the group.'),
    minsize,
    logical_volumes: required(list(logicalVolume), 'Its volumes.'),
  },
  { noun: 'an LVM partition' },
);

const subvolume = record(
  { name: required(text(), 'Path in the volume.'), mountpoint: required(text(), 'Where it is mounted.') },
  { noun: 'a subvolume' },
);

const btrfs = record(
  {
    type: required(word(['btrfs']), 'A btrfs volume.'),
    part_type: partType,
    minsize,
    subvolumes: required(list(subvolume), 'Its subvolumes.'),
  },
  { noun: 'a btrfs partition' },
);

export const hostedDiskSchema = record(
  {
    type: optional(word(['gpt', 'dos']), 'Kind of partition table.'),
    minsize,
    partitions: required(list(variant([plain, lvm, btrfs], { noun: 'a partition', fallback: 'plain' })), 'Partitions.'),
  },
  { noun: 'a disk' },
);

/** `customizations.disk` of the service: sizes are bytes here, and texts in its documents. */
export type HostedDisk = Infer<typeof hostedDiskSchema>;
