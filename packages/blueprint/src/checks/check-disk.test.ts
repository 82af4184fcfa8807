import { renderLocation } from '@bootwright/core';
import { expect, it } from 'vitest';
import { parseCustomizationsValue } from '../parse-value.ts';
import { checkDisk } from './check-disk.ts';
import type { DiskCheckOptions } from './partition-check.ts';

const at = { document: 'blueprint', path: ['customizations'] };
const root = { mountpoint: '/', fs_type: 'xfs', minsize: '10 GiB' };

function faultsOf(disk: unknown, options: DiskCheckOptions = {}): readonly string[] {
  return checkDisk(parseCustomizationsValue({ disk }, at), at, options).map(
    (fault) => `${renderLocation(fault.at ?? {}).replace('blueprint: customizations.disk', '')} ${fault.message}`,
  );
}

const lvm = (...volumes: readonly unknown[]) => ({ type: 'lvm', minsize: 1, logical_volumes: volumes });
const btrfs = (...subvolumes: readonly unknown[]) => ({ type: 'btrfs', minsize: 1, subvolumes });

it.each([
  ['plain partitions', { partitions: [root, { minsize: 1, fs_type: 'swap' }, { minsize: 1, fs_type: 'none' }] }],
  ['a volume group with swap', { partitions: [lvm({ ...root, name: 'a' }, { minsize: 1, fs_type: 'swap' })] }],
  ['subvolumes', { partitions: [btrfs({ name: 'root', mountpoint: '/' }, { name: 'var', mountpoint: '/var' })] }],
  [
    'identities of a gpt table',
    {
      type: 'gpt',
      sector_size: 4096,
      partitions: [
        {
          ...root,
          part_label: 'x'.repeat(36),
          part_type: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709',
          part_uuid: '8a7a84a0-8387-40f6-ab41-a8b9a5a60d23',
        },
      ],
    },
  ],
  ['types of a dos table', { type: 'dos', partitions: [{ ...root, part_type: '83' }] }],
  ['no partitions', {}],
])('accepts %s', (_, disk) => {
  expect(faultsOf(disk)).toEqual([]);
});

it.each([
  [
    'a sector size that is not a power of two',
    { sector_size: 1000 },
    ['.sector_size sector_size must be a power of two, not 1000'],
  ],
  [
    'five partitions on dos',
    { type: 'dos', partitions: [root, ...[1, 2, 3, 4].map(() => ({ minsize: 1, fs_type: 'none' }))] },
    ['.partitions a dos partition table has up to 4 partitions, not 5'],
  ],
  [
    'gpt-only keys on dos',
    { type: 'dos', partitions: [{ ...root, part_label: 'x', part_uuid: 'bad', part_type: 'nope' }] },
    [
      '.partitions[0].part_type the part_type "nope" does not suit a dos partition table',
      '.partitions[0].part_label a dos partition table has no part_label',
      '.partitions[0].part_uuid a dos partition table has no part_uuid',
    ],
  ],
  [
    'a label that is too long',
    { partitions: [{ ...root, part_label: '😀'.repeat(19) }] },
    ['.partitions[0].part_label part_label has 38 UTF-16 units, and a gpt table has room for 36'],
  ],
  [
    'a bad UUID',
    { partitions: [{ ...root, part_uuid: 'bad', part_type: 'nope' }] },
    [
      '.partitions[0].part_type the part_type "nope" does not suit a gpt or dos partition table',
      '.partitions[0].part_uuid the part_uuid "bad" is not a UUID',
    ],
  ],
  [
    'mount points',
    {
      partitions: [
        { minsize: 1, fs_type: 'xfs' },
        { ...root, mountpoint: 'x' },
        { ...root, mountpoint: '/var//x' },
        root,
        root,
        { minsize: 1, fs_type: 'swap', mountpoint: '/x' },
      ],
    },
    [
      '.partitions[0] a file system needs a mountpoint',
      '.partitions[1].mountpoint the mount point "x" is not absolute',
      '.partitions[2].mountpoint the mount point "/var//x" is not canonical',
      '.partitions[4].mountpoint the mount point "/" is already that of partitions[3]',
      '.partitions[5].mountpoint swap is not mounted, and yet it has the mount point "/x"',
    ],
  ],
  [
    'file systems',
    {
      partitions: [
        { minsize: 1, mountpoint: '/' },
        { minsize: 1, mountpoint: '/boot', fs_type: 'vfat' },
        { minsize: 1, mountpoint: '/boot/efi', fs_type: 'ext4' },
      ],
    },
    [
      '.partitions[0] fs_type is missing',
      '.partitions[1].fs_type /boot cannot be vfat',
      '.partitions[2].fs_type /boot/efi cannot be ext4',
    ],
  ],
  [
    'logical volumes',
    { partitions: [lvm({ ...root, name: 'a' }, { minsize: 1, name: 'a', mountpoint: '/boot' })] },
    [
      '.partitions[0].logical_volumes[1].name the logical volume name "a" is already that of partitions[0].logical_volumes[0]',
      '.partitions[0].logical_volumes[1].mountpoint /boot must be a plain partition, which the boot loader can read',
      '.partitions[0].logical_volumes[1] fs_type is missing',
    ],
  ],
  [
    'volume groups',
    {
      partitions: [
        { ...lvm(), name: 'vg' },
        { ...lvm(), name: 'vg' },
      ],
    },
    [
      '.partitions[1].name the volume group name "vg" is already that of partitions[0]',
      '.partitions[1] a second partition of the type lvm is not supported',
    ],
  ],
  [
    'subvolumes',
    { partitions: [btrfs({ name: 'a', mountpoint: '/' }, { name: 'a', mountpoint: '/boot/efi' }), btrfs()] },
    [
      '.partitions[0].subvolumes[1].name the subvolume name "a" is already that of partitions[0].subvolumes[0]',
      '.partitions[0].subvolumes[1].mountpoint /boot/efi must be a plain partition, which the boot loader can read',
      '.partitions[1] a btrfs partition needs subvolumes',
      '.partitions[1] a second partition of the type btrfs is not supported',
    ],
  ],
  [
    'lvm next to btrfs',
    { partitions: [lvm(), btrfs({ name: 'a', mountpoint: '/' })] },
    ['.partitions[1] lvm and btrfs cannot be combined'],
  ],
])('names faults of %s', (_, disk, expected) => {
  expect(faultsOf(disk)).toEqual(expected);
});

it('checks partition types by the table of the image, where the disk names none', () => {
  const disk = { partitions: [{ ...root, part_type: '83' }] };
  expect(faultsOf(disk)).toEqual([]);
  expect(faultsOf(disk, { tableType: 'dos' })).toEqual([]);
  expect(faultsOf(disk, { tableType: 'gpt' })).toEqual([
    '.partitions[0].part_type the part_type "83" does not suit a gpt partition table',
  ]);
});

it('looks behind a swap volume where the options say so', () => {
  const disk = { partitions: [lvm({ minsize: 1, fs_type: 'swap' }, { ...root, mountpoint: '/boot' })] };
  expect(faultsOf(disk)).toEqual([]);
  expect(faultsOf(disk, { volumesAfterSwap: 'checked' })).toEqual([
    '.partitions[0].logical_volumes[1].mountpoint /boot must be a plain partition, which the boot loader can read',
  ]);
});
