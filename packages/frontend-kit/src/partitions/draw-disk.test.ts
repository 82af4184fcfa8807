import { GiB, MiB } from '@bootwright/core';
import { diskTypes, findImageType } from '@bootwright/image-types';
import { expect, test } from 'vitest';
import { type DrawnDisk, drawDisk } from './draw-disk.ts';

function partitionsOf(drawn: DrawnDisk) {
  if (drawn.kind === 'faults') return drawn.faults.map(({ code }) => code);
  return drawn.drawing.segments.flatMap((segment) =>
    segment.kind === 'partition'
      ? [[segment.role, segment.content, segment.mountpoints.join(' '), segment.source]]
      : [],
  );
}

test('a disk is drawn with what the planner adds for booting, the root last', () => {
  const drawn = drawDisk({
    minsize: GiB(40),
    partitions: [
      { type: 'plain', minsize: GiB(10), mountpoint: '/', fs_type: 'ext4', label: 'system' },
      { type: 'plain', minsize: GiB(2), fs_type: 'swap' },
      { type: 'plain', minsize: GiB(5), mountpoint: '/var/data', fs_type: 'xfs', part_label: 'data' },
    ],
  });
  expect(drawn).toEqual({
    kind: 'drawing',
    drawing: {
      type: 'gpt',
      size: GiB(40),
      segments: [
        { kind: 'table', offset: 0, size: MiB(1) },
        {
          kind: 'partition',
          number: 1,
          offset: MiB(1),
          size: MiB(1),
          role: 'BIOS boot',
          content: 'empty',
          mountpoints: [],
          volumes: [],
        },
        {
          kind: 'partition',
          number: 2,
          offset: MiB(2),
          size: MiB(501),
          role: 'EFI system',
          content: 'vfat',
          label: 'ESP',
          mountpoints: ['/boot/efi'],
          volumes: [],
        },
        {
          kind: 'partition',
          number: 3,
          offset: MiB(503),
          size: GiB(2),
          role: 'swap',
          content: 'swap',
          mountpoints: [],
          source: 1,
          volumes: [],
        },
        {
          kind: 'partition',
          number: 4,
          offset: MiB(2551),
          size: GiB(5),
          role: 'Linux data',
          content: 'xfs',
          label: 'data',
          mountpoints: ['/var/data'],
          source: 2,
          volumes: [],
        },
        {
          kind: 'partition',
          number: 5,
          offset: MiB(7671),
          size: MiB(33288),
          role: 'root (x86_64)',
          content: 'ext4',
          label: 'system',
          mountpoints: ['/'],
          source: 0,
          volumes: [],
        },
        { kind: 'table', offset: MiB(40959), size: MiB(1) },
      ],
    },
  });
});

test('logical volumes and subvolumes are inside of their partitions', () => {
  const drawn = drawDisk({
    partitions: [
      {
        ...{ type: 'lvm', minsize: GiB(20), name: 'vg' },
        logical_volumes: [
          { name: 'root', minsize: GiB(10), mountpoint: '/', fs_type: 'xfs' },
          { name: 'swap', minsize: GiB(2), fs_type: 'swap' },
        ],
      },
    ],
  });
  const last =
    drawn.kind === 'drawing' ? drawn.drawing.segments.findLast(({ kind }) => kind === 'partition') : undefined;
  expect(last).toMatchObject({
    content: 'LVM vg',
    mountpoints: ['/'],
    source: 0,
    volumes: [
      { name: 'root', offset: 0, size: GiB(10), shared: false, content: 'xfs', mountpoint: '/' },
      { name: 'swap', offset: GiB(10), size: GiB(2), shared: false, content: 'swap' },
    ],
  });
  expect(
    partitionsOf(
      drawDisk({
        partitions: [{ type: 'btrfs', minsize: GiB(9), subvolumes: [{ name: 'data', mountpoint: '/var/data' }] }],
      }),
    ).at(-1),
  ).toEqual(['Linux data', 'btrfs', '/var/data /', 0]);
});

test('a sealed container gets neither a BIOS boot partition nor a /boot', () => {
  const disk = {
    partitions: [{ type: 'plain' as const, minsize: GiB(10), mountpoint: '/', fs_type: 'ext4' as const }],
  };
  expect(partitionsOf(drawDisk(disk, { sealed: true }))).toEqual([
    ['EFI system', 'vfat', '/boot/efi', undefined],
    ['root (x86_64)', 'ext4', '/', 0],
  ]);
});

test.each(diskTypes.flatMap((type) => type.architectures.map((architecture) => [type.name, architecture] as const)))(
  'the disk of %s for %s is drawn whole',
  (name, architecture) => {
    const drawn = drawDisk(undefined, { imageType: findImageType(name), architecture });
    const segments = drawn.kind === 'drawing' ? drawn.drawing.segments : [];
    const ends = segments.map(({ offset, size }) => offset + size);
    expect(segments.map(({ offset }) => offset)).toEqual([0, ...ends.slice(0, -1)]);
    expect(drawn).toMatchObject({ kind: 'drawing', drawing: { size: ends.at(-1) } });
  },
);

test('without a disk of the blueprint, that of the image type is drawn', () => {
  expect(partitionsOf(drawDisk(undefined, { architecture: 'aarch64', rootFilesystem: 'xfs' }))).toEqual([
    ['EFI system', 'vfat', '/boot/efi', undefined],
    ['XBOOTLDR', 'xfs', '/boot', undefined],
    ['Linux data', 'xfs', '/', undefined],
  ]);
});

test.each([
  [
    'a table with faults',
    { partitions: [{ type: 'plain' as const, minsize: GiB(1), mountpoint: '/' }] },
    'qcow2',
    ['blueprint/filesystem-type'],
  ],
  ['an image without a disk', { partitions: [] }, 'bootc-installer', ['image-type/no-disk']],
])('%s is not drawn, and the faults say why', (_, disk, type, codes) => {
  expect(partitionsOf(drawDisk(disk, { imageType: findImageType(type) }))).toEqual(codes);
});
