import { bytes, Fault, GiB, MiB, TiB } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { baseTables } from '../../test/base-tables.ts';
import { adaptOptions, drawn, filesystem, part } from '../../test/layouts.ts';
import { type AdaptOptions, adaptTable, type PartitionTable, withDefaultFilesystem } from '../index.ts';

const base = withDefaultFilesystem(baseTables.x86_64 ?? { type: 'gpt', size: bytes(0), partitions: [] }, 'ext4');
const gpt = (...partitions: PartitionTable['partitions']): PartitionTable => ({
  type: 'gpt',
  size: bytes(0),
  partitions,
});
const request = (mountpoint: string, minimumSize = bytes(0)) => ({ mountpoint, minimumSize });

describe('adapting the x86_64 table', () => {
  test.each<[string, Partial<AdaptOptions>, readonly string[]]>([
    [
      'no request',
      {},
      [
        'nothing 1 MiB at 1 MiB',
        '/boot/efi vfat 501 MiB at 2 MiB',
        '/boot ext4 1024 MiB at 503 MiB',
        '/ ext4 8712 MiB at 1527 MiB',
      ],
    ],
    [
      'a root larger than the disk',
      { requests: [request('/', GiB(20))] },
      [
        'nothing 1 MiB at 1 MiB',
        '/boot/efi vfat 501 MiB at 2 MiB',
        '/boot ext4 1024 MiB at 503 MiB',
        '/ ext4 20480 MiB at 1527 MiB',
      ],
    ],
    [
      'a small /var/data and a large /boot',
      { requests: [request('/var/data', MiB(1)), request('/boot', GiB(2))] },
      [
        'nothing 1 MiB at 1 MiB',
        '/boot/efi vfat 501 MiB at 2 MiB',
        '/boot ext4 2048 MiB at 503 MiB',
        '/var/data xfs 1024 MiB at 2551 MiB',
        '/ ext4 6664 MiB at 3575 MiB',
      ],
    ],
    [
      'btrfs',
      { mode: 'btrfs', defaultFilesystem: 'btrfs', requests: [request('/', GiB(5))] },
      [
        'nothing 1 MiB at 1 MiB',
        '/boot/efi vfat 501 MiB at 2 MiB',
        '/boot ext4 1024 MiB at 503 MiB',
        'btrfs(root on /) 8712 MiB at 1527 MiB',
      ],
    ],
  ])('with %s', (_what, options, expected) => {
    expect(drawn(adaptTable(base, { ...adaptOptions, ...options }).partitions)).toEqual(expected);
  });

  test('keeps the padding, and the root at its size where the table says so', () => {
    const table = { ...base, extraPadding: GiB(1), growRoot: false };
    const adapted = adaptTable(table, { ...adaptOptions, imageSize: GiB(2) });
    expect(drawn(adapted.partitions).at(-1)).toBe('/ ext4 3072 MiB at 1527 MiB');
    expect(adapted.size).toBe(MiB(1527 + 3072 + 1 + 1024));
  });
});

describe('adapting a table with a btrfs root', () => {
  const table = gpt(
    part(GiB(1), filesystem('/boot')),
    part(GiB(4), {
      kind: 'btrfs',
      subvolumes: [{ name: 'root', size: bytes(0), mountpoint: '/', readOnly: true }],
    }),
  );

  test('adds new mountpoints as subvolumes', () => {
    const options = { ...adaptOptions, mode: 'btrfs' as const, requests: [request('/var/data', GiB(2))] };
    const payload = adaptTable(table, options).partitions.at(-1)?.payload;
    expect(payload).toMatchObject({
      kind: 'btrfs',
      subvolumes: [
        { name: 'root', size: GiB(3) },
        { name: '/var/data', size: GiB(2), mountpoint: '/var/data', compress: 'zstd:1' },
      ],
    });
    expect(payload?.kind === 'btrfs' && payload.subvolumes[0]?.readOnly).toBeUndefined();
  });

  test('needs a /boot', () => {
    const { partitions } = table;
    const alone = { ...table, partitions: partitions.slice(1) };
    expect(codeOf(() => adaptTable(alone, { ...adaptOptions, mode: 'btrfs' }))).toBe('disk/boot-filesystem');
    const sealed = adaptTable({ ...alone, ensureXbootldr: false }, { ...adaptOptions, mode: 'btrfs' });
    expect(drawn(sealed.partitions)).toEqual(['btrfs(root on /) 10238 MiB at 1 MiB']);
  });
});

describe('a base table that cannot be adapted', () => {
  const luks = { kind: 'luks' } as const;
  const group = { kind: 'lvm', name: 'vg', logicalVolumes: [] } as const;
  const root = part(GiB(1), filesystem('/'));

  test.each<[string, PartitionTable, Partial<AdaptOptions>, string]>([
    ['has no root', gpt(part(GiB(1), filesystem('/boot'))), {}, 'disk/no-root'],
    ['has no partition', gpt(), {}, 'disk/no-root'],
    ['has two roots', gpt(root, root), {}, 'disk/duplicate-root'],
    ['has a volume group', gpt(root, part(GiB(1), group)), {}, 'disk/base-lvm'],
    ['has an encrypted container with nothing in it', gpt(root, part(GiB(1), luks)), {}, 'disk/empty-container'],
    [
      'has an encrypted root in mode btrfs',
      gpt(part(GiB(1), filesystem('/boot')), part(GiB(1), { ...luks, payload: filesystem('/') })),
      { mode: 'btrfs' },
      'disk/btrfs-root',
    ],
    ['has a root of an unknown type', gpt(part(GiB(1), filesystem('/', 'zfs'))), {}, 'disk/filesystem'],
    ['has a root of no type', gpt(part(GiB(1), filesystem('/', ''))), {}, 'disk/filesystem'],
    [
      'has verity on xfs',
      gpt(part(GiB(1), { ...filesystem('/', 'xfs'), mkfs: { verity: true } })),
      {},
      'disk/mkfs-option',
    ],
    ['is larger than all disks', gpt(root, part(TiB(8191)), part(TiB(8191))), {}, 'disk/too-large'],
    [
      'has no entry left',
      { ...gpt(root, root), type: 'dos', partitions: [root, part(MiB(1)), part(MiB(1)), part(MiB(1))] },
      { requests: [request('/srv')] },
      'disk/too-many-partitions',
    ],
  ])('%s', (_what, table, options, code) => {
    expect(codeOf(() => adaptTable(table, { ...adaptOptions, ...options }))).toBe(code);
  });
});

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'none';
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}
