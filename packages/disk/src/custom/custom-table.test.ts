import { bytes, Fault, GiB, MiB } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { customOptions, drawn } from '../../test/layouts.ts';
import { type CustomLayout, type CustomPartition, type CustomTableOptions, customTable } from '../index.ts';

const layout = (...partitions: CustomPartition[]): CustomLayout => ({ minimumSize: GiB(10), partitions });
const plain = (mountpoint: string, minimumSize = GiB(1), fsType = 'ext4'): CustomPartition => ({
  kind: 'plain',
  mountpoint,
  minimumSize,
  fsType,
});
const firmware = ['nothing 1 MiB at 1 MiB', '/boot/efi vfat 200 MiB at 2 MiB'];

describe('a custom table', () => {
  test.each<[string, CustomLayout, Partial<CustomTableOptions>, readonly string[]]>([
    ['of nothing has a root', layout(), {}, [...firmware, '/ xfs 10037 MiB at 202 MiB']],
    [
      'has its root last',
      layout(plain('/'), plain('/srv')),
      {},
      [...firmware, '/srv ext4 1024 MiB at 202 MiB', '/ ext4 9013 MiB at 1226 MiB'],
    ],
    [
      'has swap and room for nothing',
      layout(
        { kind: 'plain', minimumSize: GiB(1), fsType: 'swap' },
        { kind: 'plain', minimumSize: MiB(1), fsType: 'none' },
      ),
      { firmware: 'none' },
      ['swap 1024 MiB at 1 MiB', 'nothing 1 MiB at 1025 MiB', '/ xfs 9213 MiB at 1026 MiB'],
    ],
    [
      'with a volume group has a /boot, and the root in the group',
      layout({
        kind: 'lvm',
        minimumSize: GiB(1),
        logicalVolumes: [
          { minimumSize: MiB(1025), mountpoint: '/var/log', fsType: 'xfs' },
          { minimumSize: GiB(1), fsType: 'swap' },
        ],
      }),
      {},
      [
        ...firmware,
        '/boot xfs 1024 MiB at 202 MiB',
        'vg00(var_loglv 1028 MiB /var/log xfs, swaplv 1024 MiB swap, rootlv 3072 MiB / xfs) 9013 MiB at 1226 MiB',
      ],
    ],
    [
      'without XBOOTLDR has no /boot of its own',
      layout({ kind: 'lvm', minimumSize: GiB(9), name: 'data', logicalVolumes: [] }),
      { ensureXbootldr: false, firmware: 'uefi', espSize: MiB(512) },
      ['/boot/efi vfat 512 MiB at 1 MiB', 'data(rootlv 3072 MiB / xfs) 9726 MiB at 513 MiB'],
    ],
    [
      'of btrfs has the root as a subvolume with a free name',
      layout({ kind: 'btrfs', minimumSize: GiB(9), subvolumes: [{ name: 'root', mountpoint: '/srv' }] }),
      {},
      [...firmware, '/boot xfs 1024 MiB at 202 MiB', 'btrfs(root on /srv, root00 on /) 9216 MiB at 1226 MiB'],
    ],
    [
      'with /boot in the same btrfs volume needs no other',
      layout({
        kind: 'btrfs',
        minimumSize: GiB(9),
        subvolumes: [
          { name: 'root', mountpoint: '/' },
          { name: 'boot', mountpoint: '/boot' },
        ],
      }),
      { firmware: 'bios' },
      ['nothing 1 MiB at 1 MiB', 'btrfs(root on /, boot on /boot) 10237 MiB at 2 MiB'],
    ],
    [
      'for ppc64le has a PReP partition',
      layout(plain('/')),
      { architecture: 'ppc64le' },
      ['nothing 4 MiB at 1 MiB', '/ ext4 10234 MiB at 5 MiB'],
    ],
    [
      'for s390x has nothing to boot from',
      layout(plain('/')),
      { architecture: 's390x' },
      ['/ ext4 10238 MiB at 1 MiB'],
    ],
    [
      'keeps the ESP that the layout brings',
      layout(plain('/boot/efi', MiB(100), 'vfat'), plain('/')),
      { architecture: 'aarch64' },
      ['/boot/efi vfat 100 MiB at 1 MiB', '/ ext4 10138 MiB at 101 MiB'],
    ],
  ])('%s', (_what, given, options, expected) => {
    const table = customTable(given, { ...customOptions, ...options });
    expect(drawn(table.partitions)).toEqual(expected);
  });

  test('tells the types of partitions from what they are for', () => {
    const given = layout(plain('/boot'), plain('/usr'), plain('/srv'), plain('/'));
    const types = (type: 'gpt' | 'dos') =>
      customTable({ ...given, type }, { ...customOptions, firmware: 'none' }).partitions.map(
        (partition) => partition.type,
      );
    expect(types('gpt')).toEqual([
      'BC13C2FF-59E6-4262-A352-B275FD6F7172',
      '8484680C-9521-48C6-9C11-B0720656F69E',
      '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
      '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709',
    ]);
    expect(types('dos')).toEqual(['83', '83', '83', '83']);
  });

  test('gives partitions of gpt an id, and those of dos none', () => {
    const ids = (type: 'gpt' | 'dos') =>
      customTable({ ...layout(plain('/')), type }, { ...customOptions, firmware: 'none' });
    expect(ids('gpt').partitions[0]?.uuid).toMatch(/^[\da-f-]{36}$/);
    expect(ids('dos').partitions[0]?.uuid).toBeUndefined();
    expect(ids('dos').uuid).toMatch(/^[\da-f-]{36}$/);
  });

  test('starts where the layout says, in its sectors', () => {
    const table = customTable(
      { ...layout(plain('/')), startOffset: MiB(8), sectorSize: 4096 },
      { ...customOptions, firmware: 'none' },
    );
    expect(table).toMatchObject({ sectorSize: 4096, startOffset: MiB(8), partitions: [{ start: MiB(9) }] });
  });
});

describe('a layout that cannot be', () => {
  const gib = { kind: 'plain', mountpoint: '/srv', minimumSize: GiB(1), fsType: 'xfs' } as const;
  const at = (...path: (string | number)[]) => ({ document: 'blueprint', path: ['customizations', 'disk', ...path] });

  test.each<[string, CustomLayout, string, object]>([
    [
      'has a DOS id in gpt',
      layout({ ...gib, partType: '83' }),
      'disk/partition-type',
      at('partitions', 0, 'part_type'),
    ],
    [
      'has a GUID in dos',
      { ...layout({ ...gib, partType: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709' }), type: 'dos' },
      'disk/partition-type',
      at('partitions', 0, 'part_type'),
    ],
    ['has no UUID', layout(gib, { ...gib, partUuid: 'bad' }), 'disk/partition-uuid', at('partitions', 1, 'part_uuid')],
    [
      'has a name that is too long',
      layout({ ...gib, partLabel: 'x'.repeat(37) }),
      'disk/partition-label',
      at('partitions', 0, 'part_label'),
    ],
    ['has btrfs outside of a volume', layout({ ...gib, mountpoint: '/', fsType: 'btrfs' }), 'disk/filesystem', at()],
    [
      'has two roots',
      layout({ ...gib, mountpoint: '/' }, { ...gib, mountpoint: '/' }),
      'disk/duplicate-root',
      at('partitions', 3),
    ],
    ['has too many for dos', { ...layout(gib, gib), type: 'dos' }, 'disk/too-many-partitions', at()],
    [
      'is larger than all disks',
      { ...layout(gib), minimumSize: bytes(Number.MAX_SAFE_INTEGER) },
      'disk/too-large',
      at(),
    ],
  ])('%s', (_what, given, code, where) => {
    const error = faultOf(() => customTable(given, { ...customOptions, at: at() }));
    expect({ code: error.code, at: error.at }).toEqual({ code, at: where });
  });
});

function faultOf(act: () => unknown): Fault {
  try {
    act();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault');
}
