import { bytes, dpsRootTypes, GiB, MiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import { filesystem, part } from '../../test/layouts.ts';
import { deepFreeze } from '../definition/deep-freeze.ts';
import {
  duplicateMountpoints,
  espSize,
  findMountable,
  fstabEntities,
  isBiosBoot,
  mapPartitions,
  mapRootPartition,
  mountables,
  mountsReadOnly,
  type PartitionTable,
  partitionTypeFor,
  rootFilesystemType,
  toSectors,
  walk,
  withDefaultFilesystem,
  withoutPartitions,
  withRootVerity,
} from '../index.ts';

const table: PartitionTable = deepFreeze({
  type: 'gpt',
  size: GiB(10),
  partitions: [
    { start: MiB(1), size: MiB(1), type: '21686148-6449-6e6f-744e-656564454649' },
    {
      start: MiB(2),
      size: MiB(100),
      type: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
      payload: { ...filesystem('/boot/efi', 'vfat'), uuid: '7B77-95E7', fstab: { options: 'umask=077', pass: 2 } },
    },
    {
      start: MiB(102),
      size: GiB(1),
      payload: {
        kind: 'luks',
        payload: {
          kind: 'lvm',
          name: 'vg',
          logicalVolumes: [
            { name: 'root', size: GiB(1), payload: { ...filesystem('/'), label: 'root', uuid: 'u1' } },
            { name: 'swap', size: GiB(1), payload: { kind: 'swap', uuid: 'u2', fstab: { options: 'defaults' } } },
          ],
        },
      },
    },
    {
      start: GiB(2),
      size: GiB(1),
      payload: {
        kind: 'btrfs',
        uuid: 'u3',
        subvolumes: [
          { name: 'data', size: bytes(0), mountpoint: '/srv', compress: 'zstd:1', readOnly: true },
          { name: 'spare', size: bytes(0) },
        ],
      },
    },
    { start: GiB(3), size: GiB(1), payload: { kind: 'raw', sourcePath: '/x' } },
  ],
});

test('a walk meets all that is on the disk, in order, with the devices that lead there', () => {
  const seen = walk(table).map(({ kind, place }) => [
    place.number,
    kind,
    ...place.devices.map((device) => device.kind),
  ]);
  expect(seen).toEqual([
    [1, 'partition'],
    [2, 'partition'],
    [2, 'filesystem', 'partition'],
    [3, 'partition'],
    [3, 'luks', 'partition'],
    [3, 'lvm', 'partition', 'luks'],
    [3, 'logical-volume', 'partition', 'luks'],
    [3, 'filesystem', 'partition', 'luks', 'logical-volume'],
    [3, 'logical-volume', 'partition', 'luks'],
    [3, 'swap', 'partition', 'luks', 'logical-volume'],
    [4, 'partition'],
    [4, 'btrfs', 'partition'],
    [4, 'subvolume', 'partition'],
    [4, 'subvolume', 'partition'],
    [5, 'partition'],
    [5, 'raw', 'partition'],
  ]);
  expect(walk(table)[2]?.place.devices[0]).toEqual({
    kind: 'partition',
    start: 4096,
    size: 204_800,
    holds: table.partitions[1]?.payload,
  });
});

test('what is mounted is known with its file system', () => {
  const mounted = mountables(table).map(({ kind, mountpoint, type, uuid }) => ({ kind, mountpoint, type, uuid }));
  expect(mounted).toEqual([
    { kind: 'filesystem', mountpoint: '/boot/efi', type: 'vfat', uuid: '7B77-95E7' },
    { kind: 'filesystem', mountpoint: '/', type: 'ext4', uuid: 'u1' },
    { kind: 'subvolume', mountpoint: '/srv', type: 'btrfs', uuid: 'u3' },
  ]);
  expect(findMountable(table, '/srv')?.place.number).toBe(4);
  expect(findMountable(table, '/home')).toBeUndefined();
  expect(rootFilesystemType(table)).toBe('ext4');
  expect(duplicateMountpoints({ ...table, partitions: [...table.partitions, ...table.partitions] })).toEqual([
    '/boot/efi',
    '/',
    '/srv',
  ]);
});

test('fstab has a line for each mount and swap area', () => {
  expect(fstabEntities(table).map(({ place: _place, ...line }) => line)).toEqual([
    { uuid: '7B77-95E7', type: 'vfat', path: '/boot/efi', options: 'umask=077', frequency: 0, pass: 2 },
    { uuid: 'u1', label: 'root', type: 'ext4', path: '/', frequency: 0, pass: 0 },
    { uuid: 'u2', type: 'swap', path: 'none', options: 'defaults', frequency: 0, pass: 0 },
    {
      uuid: 'u3',
      label: 'data',
      type: 'btrfs',
      path: '/srv',
      options: 'subvol=data,compress=zstd:1,ro',
      frequency: 0,
      pass: 0,
    },
  ]);
});

test.each([
  ['ro', true],
  ['defaults,ro', true],
  ['ro,rw', false],
  ['errors=remount-ro', false],
  [undefined, false],
])('mount options %j are read-only: %s', (options, expected) => {
  expect(mountsReadOnly(options)).toBe(expected);
});

test('partitions are known by their types, in either case', () => {
  const [bios, esp] = table.partitions;
  expect([bios && isBiosBoot(bios), esp && isBiosBoot(esp)]).toEqual([true, false]);
  expect(espSize(table)).toBe(MiB(100));
  expect(espSize({ ...table, partitions: [] })).toBe(0);
  const fat16 = { ...part(MiB(7), filesystem('/boot/efi', 'vfat')), type: '06' };
  expect(espSize({ ...table, type: 'dos', partitions: [part(MiB(1)), fat16] })).toBe(MiB(7));
  expect(dpsRootTypes.s390x).toBe('5EEAD9A9-FE09-4A1E-A1D7-520D00531306');
  expect(partitionTypeFor('dos', 'root', 'x86_64')).toBe('83');
});

test('a changed table shares what did not change, and the old one stays', () => {
  expect(mapPartitions(table, (partition) => partition)).toBe(table);
  expect(withoutPartitions(table, () => false)).toBe(table);
  expect(withoutPartitions(table, isBiosBoot).partitions).toEqual(table.partitions.slice(1));
  const typed = mapRootPartition(table, (partition) => ({ ...partition, type: dpsRootTypes.x86_64 }));
  expect(typed.partitions.map(({ type }) => type)).toEqual([
    table.partitions[0]?.type,
    table.partitions[1]?.type,
    '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709',
    undefined,
    undefined,
  ]);
  expect(typed.partitions[1]).toBe(table.partitions[1]);
});

test('an ext4 root gets verity at whatever depth, another root does not', () => {
  const root = findMountable(withRootVerity(table), '/');
  expect(root?.kind === 'filesystem' && root.filesystem.mkfs).toEqual({ verity: true });
  const xfs: PartitionTable = { ...table, partitions: [part(GiB(1), filesystem('/', 'xfs'))] };
  expect(withRootVerity(xfs)).toBe(xfs);
});

test.each([
  ['ext4', ['ext4', 'ext4', 'vfat']],
  ['btrfs', ['ext4', 'btrfs', 'vfat']],
] as const)('file systems without a type become %s, but /boot is never btrfs', (type, expected) => {
  const untyped = [filesystem('/boot', ''), filesystem('/', ''), filesystem('/boot/efi', 'vfat')];
  const filled = withDefaultFilesystem({ ...table, partitions: untyped.map((each) => part(GiB(1), each)) }, type);
  expect(mountables(filled).map((mounted) => mounted.type)).toEqual(expected);
});

test('sizes become whole sectors of the table', () => {
  expect(toSectors({}, MiB(1))).toBe(2048);
  expect(toSectors({ sectorSize: 4096 }, bytes(8191))).toBe(1);
});
