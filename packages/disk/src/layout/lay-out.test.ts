import { bytes, KiB, MiB } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { drawn, filesystem, part } from '../../test/layouts.ts';
import { deepFreeze } from '../definition/deep-freeze.ts';
import { layOut, type PartitionTable, type Payload } from '../index.ts';

const table = (changes: Partial<PartitionTable> = {}): PartitionTable =>
  deepFreeze({ type: 'gpt', size: bytes(0), partitions: [part(MiB(10), filesystem('/'))], ...changes });

describe('laying out a root of 10 MiB', () => {
  test.each<[string, Partial<PartitionTable>, number, number]>([
    ['after a gpt header, with room for the second', {}, 12, 1],
    ['after a dos header', { type: 'dos' }, 11, 1],
    ['after an offset that is added to the header', { startOffset: MiB(8) }, 20, 9],
    ['after an offset from the start of the disk', { startOffset: MiB(8), absoluteStartOffset: true }, 19, 8],
    ['no nearer than the header', { startOffset: KiB(1), absoluteStartOffset: true }, 12, 1],
    ['in a grain of 4 MiB', { grainSize: MiB(4) }, 20, 4],
    ['with padding at the end', { extraPadding: MiB(5) }, 17, 1],
  ])('%s', (_what, changes, size, start) => {
    const { size: whole, partitions } = layOut(table(changes), bytes(0));
    expect([whole / MiB(1), (partitions[0]?.start ?? 0) / MiB(1)]).toEqual([size, start]);
  });

  test('grows it to what is left, or not', () => {
    const sizes = [true, false].map((growRoot) => layOut(table({ growRoot }), MiB(100)).partitions[0]?.size);
    expect(sizes).toEqual([MiB(98), MiB(10)]);
  });

  test('takes a disk as large as the table says', () => {
    expect(layOut(table({ size: bytes(50_000_001) }), MiB(1)).size).toBe(50_000_001);
  });
});

test.each<[string, Payload, string]>([
  [
    'its logical volumes, the metadata, and whole extents',
    { kind: 'lvm', name: 'vg', logicalVolumes: [{ name: 'root', size: MiB(20), payload: filesystem('/') }] },
    'vg(root 20 MiB / ext4) 24 MiB at 1 MiB',
  ],
  [
    'its subvolumes',
    { kind: 'btrfs', subvolumes: [{ name: 'root', size: MiB(20), mountpoint: '/' }] },
    'btrfs(root on /) 20 MiB at 1 MiB',
  ],
  ['its LUKS header', { kind: 'luks', payload: filesystem('/') }, 'luks(/ ext4) 16 MiB at 1 MiB'],
  [
    'its LUKS header and what is in it',
    { kind: 'luks', payload: { kind: 'btrfs', subvolumes: [{ name: 'root', size: MiB(20), mountpoint: '/' }] } },
    'luks(btrfs(root on /)) 36 MiB at 1 MiB',
  ],
])('a partition of 10 MiB has room for %s', (_what, payload, expected) => {
  const { partitions } = layOut(table({ partitions: [part(MiB(10), payload)], growRoot: false }), bytes(0));
  expect(drawn(partitions)).toEqual([expected]);
});

test('a partition without a size comes before or behind the root, as the table lists them', () => {
  const empty = part(bytes(0), filesystem('/var/x'));
  const root = part(MiB(10), filesystem('/'));
  const order = (partitions: PartitionTable['partitions']): readonly string[] =>
    drawn(layOut(table({ partitions }), bytes(0)).partitions);
  expect([order([root, empty]), order([empty, root])]).toEqual([
    ['/ ext4 10 MiB at 1 MiB', '/var/x ext4 0 MiB at 1 MiB'],
    ['/var/x ext4 0 MiB at 1 MiB', '/ ext4 10 MiB at 1 MiB'],
  ]);
});
