import { type DiskCustomization, type PartitionCustomization, parseCustomizationsValue } from '@bootwright/blueprint';
import { bytes, Fault, GiB, MiB } from '@bootwright/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDisk } from './check-disk.ts';
import type { DiskOperation } from './disk-operation.ts';
import { drawDisk } from './draw-disk.ts';
import { editDisk } from './edit-disk.ts';

const plain: PartitionCustomization = {
  ...{ type: 'plain', minsize: GiB(10), mountpoint: '/var/data', label: 'data', fs_type: 'xfs', part_label: 'p' },
};
const lvm: PartitionCustomization = {
  ...{ type: 'lvm', minsize: GiB(30), name: 'vg' },
  logical_volumes: [
    { name: 'root', minsize: GiB(20), mountpoint: '/', fs_type: 'ext4' },
    { minsize: GiB(2), fs_type: 'swap' },
  ],
};
const btrfs: PartitionCustomization = {
  ...{ type: 'btrfs', minsize: GiB(9) },
  subvolumes: [
    { name: 'root', mountpoint: '/' },
    { name: 'log', mountpoint: '/var/log' },
  ],
};
const disk: DiskCustomization = { type: 'gpt', partitions: [plain, lvm, btrfs] };

/** The partition with the index after an operation. */
const after = (operation: DiskOperation, index: number) => editDisk(disk, operation).partitions?.[index];

const { label: _, mountpoint: __, ...bare } = plain;

describe('an operation', () => {
  test.each<[string, DiskOperation, readonly unknown[]]>([
    ['adds a partition at the end', { kind: 'add-partition', value: plain }, [plain, lvm, btrfs, plain]],
    ['adds one before another', { kind: 'add-partition', value: btrfs, before: 0 }, [btrfs, plain, lvm, btrfs]],
    ['removes a partition', { kind: 'remove', place: { partition: 1 } }, [plain, btrfs]],
    ['moves a partition down', { kind: 'move', place: { partition: 0 }, to: 2 }, [lvm, btrfs, plain]],
    ['moves a partition up', { kind: 'move', place: { partition: 2 }, to: 0 }, [btrfs, plain, lvm]],
  ])('%s', (_name, operation, expected) => {
    expect(editDisk(disk, operation)).toEqual({ type: 'gpt', partitions: expected });
  });

  test.each<[string, DiskOperation, number, unknown]>([
    [
      'adds a logical volume',
      { kind: 'add-logical-volume', partition: 1, value: { minsize: GiB(1), mountpoint: '/var/x', fs_type: 'xfs' } },
      1,
      {
        ...lvm,
        logical_volumes: [...(lvm.logical_volumes ?? []), { minsize: GiB(1), mountpoint: '/var/x', fs_type: 'xfs' }],
      },
    ],
    [
      'adds a subvolume',
      { kind: 'add-subvolume', partition: 2, value: { name: 'a', mountpoint: '/var/a' } },
      2,
      { ...btrfs, subvolumes: [...(btrfs.subvolumes ?? []), { name: 'a', mountpoint: '/var/a' }] },
    ],
    [
      'removes a logical volume',
      { kind: 'remove', place: { partition: 1, volume: 0 } },
      1,
      { ...lvm, logical_volumes: lvm.logical_volumes?.slice(1) },
    ],
    [
      'moves a subvolume',
      { kind: 'move', place: { partition: 2, volume: 1 }, to: 0 },
      2,
      { ...btrfs, subvolumes: btrfs.subvolumes?.toReversed() },
    ],
    [
      'resizes a partition',
      { kind: 'resize', place: { partition: 2 }, size: GiB(1) },
      2,
      { ...btrfs, minsize: GiB(1) },
    ],
    ['labels a file system', { kind: 'rename', place: { partition: 0 }, name: 'x' }, 0, { ...plain, label: 'x' }],
    ['names a volume group', { kind: 'rename', place: { partition: 1 }, name: 'x' }, 1, { ...lvm, name: 'x' }],
    [
      'mounts elsewhere',
      { kind: 'mount', place: { partition: 0 }, mountpoint: '/var/x' },
      0,
      { ...plain, mountpoint: '/var/x' },
    ],
    [
      'makes swap space of it',
      { kind: 'change-filesystem', place: { partition: 0 }, filesystem: 'swap' },
      0,
      { ...bare, label: 'data', fs_type: 'swap' },
    ],
    [
      'empties it',
      { kind: 'change-filesystem', place: { partition: 0 }, filesystem: 'none' },
      0,
      { ...bare, fs_type: 'none' },
    ],
    [
      'changes the file system',
      { kind: 'change-filesystem', place: { partition: 0 }, filesystem: 'ext4' },
      0,
      { ...plain, fs_type: 'ext4' },
    ],
  ])('%s', (_name, operation, index, expected) => {
    expect(after(operation, index)).toEqual(expected);
  });

  test('takes an empty name and an empty mount point for none', () => {
    expect(after({ kind: 'rename', place: { partition: 1 }, name: '' }, 1)).not.toHaveProperty('name');
    expect(after({ kind: 'mount', place: { partition: 0 }, mountpoint: '' }, 0)).not.toHaveProperty('mountpoint');
  });

  test('leaves the disk before as it was', () => {
    const before = structuredClone(disk);
    editDisk(disk, { kind: 'remove', place: { partition: 1, volume: 0 } });
    editDisk(disk, { kind: 'move', place: { partition: 0 }, to: 1 });
    expect(disk).toEqual(before);
  });
});

describe('a conversion', () => {
  const converted = (index: number, to: PartitionCustomization['type']) =>
    after({ kind: 'convert', partition: index, to }, index);

  test('of a file system gives a volume group with it', () => {
    expect(converted(0, 'lvm')).toEqual({
      ...{ type: 'lvm', minsize: GiB(10), part_label: 'p' },
      logical_volumes: [{ minsize: GiB(10), mountpoint: '/var/data', label: 'data', fs_type: 'xfs' }],
    });
  });

  test('of a file system gives a btrfs volume with a subvolume', () => {
    expect(converted(0, 'btrfs')).toEqual({
      ...{ type: 'btrfs', minsize: GiB(10), part_label: 'p' },
      subvolumes: [{ name: 'var-data', mountpoint: '/var/data' }],
    });
  });

  test('of subvolumes gives logical volumes with even parts', () => {
    expect(converted(2, 'lvm')).toEqual({
      ...{ type: 'lvm', minsize: GiB(9) },
      logical_volumes: [
        { name: 'root', minsize: MiB(4608), mountpoint: '/', fs_type: 'ext4' },
        { name: 'log', minsize: MiB(4608), mountpoint: '/var/log', fs_type: 'ext4' },
      ],
    });
  });

  test('there and back is the same file system', () => {
    const there = editDisk(disk, { kind: 'convert', partition: 0, to: 'lvm' });
    expect(editDisk(there, { kind: 'convert', partition: 0, to: 'plain' })).toEqual(disk);
  });
});

test.each<[string, string, DiskOperation]>([
  ['a partition that is missing', 'edit/place', { kind: 'remove', place: { partition: 3 } }],
  ['a negative index', 'edit/place', { kind: 'resize', place: { partition: -1 }, size: GiB(1) }],
  ['a fraction', 'edit/place', { kind: 'resize', place: { partition: 0.5 }, size: GiB(1) }],
  ['a volume that is missing', 'edit/place', { kind: 'remove', place: { partition: 1, volume: 2 } }],
  ['a place beyond the end', 'edit/place', { kind: 'move', place: { partition: 0 }, to: 3 }],
  ['a place that is not a number', 'edit/place', { kind: 'move', place: { partition: 0 }, to: Number.NaN }],
  ['a new partition before the first', 'edit/place', { kind: 'add-partition', value: plain, before: -1 }],
  ['a new partition behind a gap', 'edit/place', { kind: 'add-partition', value: plain, before: 4 }],
  ['a volume of a plain partition', 'edit/kind', { kind: 'remove', place: { partition: 0, volume: 0 } }],
  ['the size of a subvolume', 'edit/kind', { kind: 'resize', place: { partition: 2, volume: 0 }, size: GiB(1) }],
  ['the mount point of a volume group', 'edit/kind', { kind: 'mount', place: { partition: 1 }, mountpoint: '/' }],
  [
    'an empty logical volume',
    'edit/kind',
    { kind: 'change-filesystem', place: { partition: 1, volume: 0 }, filesystem: 'none' },
  ],
  ['a subvolume without a name', 'edit/kind', { kind: 'rename', place: { partition: 2, volume: 0 }, name: '' }],
  ['a subvolume of LVM', 'edit/kind', { kind: 'add-subvolume', partition: 1, value: { name: 'a', mountpoint: '/' } }],
  ['two file systems in one partition', 'edit/convert', { kind: 'convert', partition: 2, to: 'plain' }],
  ['swap space in btrfs', 'edit/convert', { kind: 'convert', partition: 1, to: 'btrfs' }],
])('rejects %s with %s', (_name, code, operation) => {
  expect(() => editDisk(disk, operation)).toThrow(expect.objectContaining({ code }));
});

test('faults and notices are those of the partition, or of the disk as a whole', () => {
  const { partitions, whole } = checkDisk({
    partitions: [
      { ...plain, mountpoint: '/home' },
      { ...plain, fs_type: 'swap' },
      { ...plain, mountpoint: '/var/a', minsize: GiB(1) },
    ],
    sector_size: 500,
  });
  const codes = ({ faults, notices }: typeof whole) => [...faults, ...notices].map(({ code }) => code);
  expect({ partitions: partitions.map(codes), whole: codes(whole) }).toEqual({
    partitions: [[], ['blueprint/mountpoint'], []],
    whole: ['blueprint/sector-size'],
  });
});

const place = fc.oneof(
  fc.record({ partition: fc.integer({ min: -1, max: 5 }) }),
  fc.record({ partition: fc.integer({ min: -1, max: 5 }), volume: fc.integer({ min: -1, max: 3 }) }),
);
const filesystem = fc.constantFrom('ext4' as const, 'xfs' as const, 'vfat' as const, 'swap' as const, 'none' as const);
const size = fc.integer({ min: 0, max: 2 ** 36 }).map(bytes);
const mountpoint = fc.constantFrom('', '/', '/boot', '/boot/efi', '/var', '/var/a', '/var/b', '/home');
const operation: fc.Arbitrary<DiskOperation> = fc.oneof(
  fc.record({ kind: fc.constant('add-partition' as const), value: fc.constantFrom(plain, lvm, btrfs) }),
  fc.record({ kind: fc.constant('remove' as const), place }),
  fc.record({ kind: fc.constant('move' as const), place, to: fc.integer({ min: -1, max: 5 }) }),
  fc.record({ kind: fc.constant('resize' as const), place, size }),
  fc.record({ kind: fc.constant('rename' as const), place, name: fc.constantFrom('', 'a', 'b c') }),
  fc.record({ kind: fc.constant('mount' as const), place, mountpoint }),
  fc.record({ kind: fc.constant('change-filesystem' as const), place, filesystem }),
  fc.record({
    kind: fc.constant('convert' as const),
    partition: fc.integer({ min: -1, max: 5 }),
    to: fc.constantFrom('plain' as const, 'lvm' as const, 'btrfs' as const),
  }),
);

test('after any operations the disk is one that parses, and is drawn whole or has faults', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 12 }), (operations) => {
      const edited = operations.reduce<DiskCustomization>((before, one) => {
        try {
          return editDisk(before, one);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          expect(error.code).toMatch(/^edit\//);
          return before;
        }
      }, disk);
      expect(parseCustomizationsValue({ disk: edited }, {}).disk).toEqual(edited);
      const drawn = drawDisk(edited);
      const hasFaults = checkDisk(edited).faults.length > 0;
      if (drawn.kind === 'faults') {
        expect(hasFaults).toBe(true);
        return;
      }
      const { segments, size: whole } = drawn.drawing;
      const ends = segments.map((segment) => segment.offset + segment.size);
      expect(segments.map(({ offset }) => offset)).toEqual([0, ...ends.slice(0, -1)]);
      expect(ends.at(-1)).toBe(whole);
      const sources = segments.flatMap((segment) => (segment.kind === 'partition' ? (segment.source ?? []) : []));
      expect(sources.toSorted()).toEqual((edited.partitions ?? []).map((_one, index) => index));
    }),
    { numRuns: 100 },
  );
});
