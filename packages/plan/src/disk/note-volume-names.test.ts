import type { PartitionCustomization } from '@bootwright/blueprint';
import { GiB, renderPath } from '@bootwright/core';
import { expect, test } from 'vitest';
import { sampleRequest } from '../../../build-request/testing/sample-request.ts';
import { planImage } from '../plan-image.ts';

const volumes = (name: string, ...names: readonly string[]): PartitionCustomization => ({
  type: 'lvm',
  name,
  minsize: GiB(30),
  logical_volumes: names.map((volume, index) => ({
    name: volume,
    fs_type: 'xfs',
    minsize: GiB(6),
    mountpoint: index === 0 ? '/' : `/var/${index}`,
  })),
});

const subvolumes = (...names: readonly string[]): PartitionCustomization => ({
  type: 'btrfs',
  minsize: GiB(30),
  subvolumes: names.map((name, index) => ({ name, mountpoint: index === 0 ? '/' : `/var/${index}` })),
});

function notes(partition: PartitionCustomization): readonly string[] {
  const { notices } = planImage(sampleRequest({ disk: { partitions: [partition] } }, { profile: 'reference' }));
  const found = notices.filter(({ code }) => code === 'disk/volume-name');
  return found.map(({ message, at }) => `${renderPath(at?.path?.slice(4) ?? [])} ${message}`);
}

const kept = (place: number, name: string, word: string): string =>
  `logical_volumes[${place}] LVM keeps names with "${word}" for itself, and lvcreate fails on the logical volume "${name}"`;

test.each<readonly [string, PartitionCustomization, readonly string[]]>([
  ['ordinary names', volumes('vg', 'root', 'my_snapshot', 'lvol0', 'data'), []],
  [
    'names that LVM keeps for itself',
    volumes('vg', 'snapshot1', 'pvmove', 'a_tdata2'),
    [kept(0, 'snapshot1', 'snapshot'), kept(1, 'pvmove', 'pvmove'), kept(2, 'a_tdata2', '_tdata')],
  ],
  ['a volume of 86 characters', volumes('vg', 'a'.repeat(86)), []],
  [
    'a volume of 86 characters, of which one is a dash',
    volumes('vg', `${'a'.repeat(85)}-`),
    [
      'logical_volumes[0] the name of a logical volume has 87 characters with each dash counted twice, and while osbuild builds there is room for 86: the build fails',
    ],
  ],
  ['a group and a volume of 127 characters', volumes('g'.repeat(122), 'root'), []],
  [
    'a group and a volume of 128 characters',
    volumes('g'.repeat(123), 'root'),
    [
      'logical_volumes[0] the device of the logical volume "root" has a name of 128 characters with that of its group, each dash counted twice, and device-mapper has room for 127: the booted system does not find it',
    ],
  ],
  ['subvolumes in one another', subvolumes('root', 'root/a', '/var'), []],
  [
    'one subvolume in two forms',
    subvolumes('root', '/root/'),
    ['subvolumes[1] a subvolume before this one has the name "/root/" as well: the build fails'],
  ],
])('%s', (_, partition, expected) => {
  expect(notes(partition)).toEqual(expected);
});
