import { bytes, Fault, GiB, MiB } from '@bootwright/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../test/arbitrary-tables.ts';
import { parseDiskDefinition } from '../index.ts';

const origin = { document: 'disk.yaml', file: 'usr/lib/image-builder/bootc/disk.yaml' };

const usual = `mount_configuration: units
partition_table:
  type: gpt
  uuid: D209C89E-EA5E-4FBD-B161-B461CCE297E0
  size: 20 GiB
  start_offset: 8 MiB
  sector_size: 4096
  extra_padding: 1048576
  policy: {ensure_xbootldr: true, grow_root_to_fill_disk: false}
  partitions:
    - {size: 1 MiB, bootable: true, type: 21686148-6449-6E6F-744E-656564454649, attrs: [0, 59]}
    - size: 512 MiB
      type: C12A7328-F81F-11D2-BA4B-00A0C93EC93B
      label: esp
      payload_type: filesystem
      payload: {type: vfat, mountpoint: /boot/efi, label: ESP, fstab_options: umask=0077, fstab_passno: 2,
                mkfs_options: {geometry: {heads: 12, sectors_per_track: 42}}}
    - size: "6442450944"
      payload_type: filesystem
      payload: {type: ext4, label: root, mountpoint: /, mkfs_options: {verity: true}}
`;

describe('a disk.yaml', () => {
  test('becomes a table with all that it says and nothing else', () => {
    expect(parseDiskDefinition(usual, origin)).toEqual({
      mountConfiguration: 'units',
      partitionTable: {
        type: 'gpt',
        uuid: 'D209C89E-EA5E-4FBD-B161-B461CCE297E0',
        size: GiB(20),
        startOffset: MiB(8),
        sectorSize: 4096,
        extraPadding: MiB(1),
        ensureXbootldr: true,
        growRoot: false,
        partitions: [
          {
            start: 0,
            size: MiB(1),
            bootable: true,
            type: '21686148-6449-6E6F-744E-656564454649',
            attributes: [0, 59],
          },
          {
            start: 0,
            size: MiB(512),
            type: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
            label: 'esp',
            payload: {
              kind: 'filesystem',
              type: 'vfat',
              mountpoint: '/boot/efi',
              label: 'ESP',
              fstab: { options: 'umask=0077', pass: 2 },
              mkfs: { geometry: { heads: 12, sectorsPerTrack: 42 } },
            },
          },
          {
            start: 0,
            size: GiB(6),
            payload: {
              kind: 'filesystem',
              type: 'ext4',
              label: 'root',
              mountpoint: '/',
              fstab: {},
              mkfs: { verity: true },
            },
          },
        ],
      },
    });
  });

  test('is read once and frozen', () => {
    const first = parseDiskDefinition(usual, origin);
    expect(parseDiskDefinition(`${usual}`, { document: 'another' })).toBe(first);
    expect(Object.isFrozen(first.partitionTable?.partitions[0])).toBe(true);
  });

  test.each([
    ['says nothing', 'null', {}],
    ['has an empty table', 'partition_table:\n', {}],
    ['has a mount configuration alone', 'mount_configuration: none', { mountConfiguration: 'none' }],
    ['has a table without a type', 'partition_table: {}', { partitionTable: { type: 'gpt', size: 0, partitions: [] } }],
    [
      'has a policy that leaves /boot out',
      'partition_table: {type: dos, policy: {}}',
      { partitionTable: { type: 'dos', size: 0, partitions: [], ensureXbootldr: false } },
    ],
    [
      'has its anchors under a dot key and merges them',
      '.sizes: &one {size: 1 MiB, type: "83"}\npartition_table:\n  partitions:\n    - {<<: *one, type: "82"}\n    - *one\n',
      {
        partitionTable: {
          type: 'gpt',
          size: 0,
          partitions: [
            { start: 0, size: MiB(1), type: '82' },
            { start: 0, size: MiB(1), type: '83' },
          ],
        },
      },
    ],
  ])('that %s is read', (_what, text, expected) => {
    expect(parseDiskDefinition(text, origin)).toEqual(expected);
  });

  test('may have volumes of every kind', () => {
    const text = `partition_table:
  partitions:
    - payload_type: lvm
      payload:
        name: vg
        logical_volumes:
          - {name: swap, size: 1 GiB, payload_type: swap, payload: {label: swap, FSTabOptions: defaults}}
          - {name: root, payload_type: luks, payload: {cipher: aes, pbkdf: {memory: 32}, clevis: {pin: tpm2},
             payload_type: filesystem, payload: {type: xfs, mountpoint: /, mkfs_options: {agcount: 4}}}}
    - payload_type: btrfs
      payload: {label: b, mountpoint: /, subvolumes: [{name: a, mountpoint: /a, compress: "zstd:1", read_only: true}]}
    - {payload_type: raw, payload: {source_path: /usr/lib/aboot.img}}
`;
    expect(parseDiskDefinition(text, origin).partitionTable?.partitions.map(({ payload }) => payload)).toEqual([
      {
        kind: 'lvm',
        name: 'vg',
        logicalVolumes: [
          { name: 'swap', size: GiB(1), payload: { kind: 'swap', label: 'swap', fstab: { options: 'defaults' } } },
          {
            name: 'root',
            size: bytes(0),
            payload: {
              kind: 'luks',
              cipher: 'aes',
              keyDerivation: { memory: 32 },
              clevis: { pin: 'tpm2' },
              payload: { kind: 'filesystem', type: 'xfs', mountpoint: '/', fstab: {}, mkfs: { allocationGroups: 4 } },
            },
          },
        ],
      },
      {
        kind: 'btrfs',
        label: 'b',
        mountpoint: '/',
        subvolumes: [{ name: 'a', size: 0, mountpoint: '/a', compress: 'zstd:1', readOnly: true }],
      },
      { kind: 'raw', sourcePath: '/usr/lib/aboot.img' },
    ]);
  });
});

function faultsOf(text: string): readonly { code: string; line?: number; column?: number; hint?: string }[] {
  try {
    parseDiskDefinition(text, origin);
    return [];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.all().map(({ code, at, hint }) => ({
      code,
      ...(at?.line === undefined ? {} : { line: at.line, column: at.column ?? 0 }),
      ...(hint === undefined ? {} : { hint }),
    }));
  }
}

describe('a faulty disk.yaml', () => {
  test('reports all its faults at once, each at its place', () => {
    const text = `mount_configuration: sometimes
partition_tabel: {}
partition_table:
  type: mbr
  partitions:
    - {size: lots, payload_type: zfs, payload: {}}
    - {sise: 1 GiB, type: 83}
    - {payload_type: filesystem}
`;
    expect(faultsOf(text)).toEqual([
      { code: 'disk/mount-configuration', line: 1, column: 1, hint: 'use one of fstab, units, none' },
      { code: 'disk/unknown-key', line: 2, column: 1, hint: 'did you mean "partition_table"?' },
      { code: 'disk/table-type', line: 4, column: 3, hint: 'use gpt or dos (which is also called MBR)' },
      expect.objectContaining({ code: 'disk/size', line: 6, column: 8 }),
      expect.objectContaining({ code: 'disk/payload', line: 6, column: 20 }),
      { code: 'disk/unknown-key', line: 7, column: 8, hint: 'did you mean "size"?' },
      { code: 'disk/type', line: 7, column: 21, hint: 'give a string' },
      expect.objectContaining({ code: 'disk/payload', line: 8, column: 8 }),
    ]);
  });

  test('lists the first of very many faults and counts the others', () => {
    const faults = faultsOf(`partition_table:\n  partitions:\n${'    - {sise: 1}\n'.repeat(150)}`);
    expect([faults.length, faults.at(-1)?.code]).toEqual([101, 'disk/more-faults']);
  });

  test.each([
    ['nothing', '', 'disk/empty'],
    ['comments alone', '# partition_table: later\n', 'disk/empty'],
    ['a list', '- 1', 'disk/type'],
    ['a text', 'gpt', 'disk/type'],
    ['an unfinished list', 'partition_table: [', 'disk/yaml'],
    ['a key twice', 'mount_configuration: none\nmount_configuration: fstab', 'disk/yaml-key'],
    ['two documents', 'mount_configuration: none\n---\nmount_configuration: fstab', 'disk/yaml'],
    ['a NUL byte', 'mount_configuration: no\0ne', 'disk/yaml'],
    ['an alias without its anchor', 'partition_table: *table', 'disk/yaml-alias'],
    ['an anchor that contains itself', '.a: &a [*a]', 'disk/yaml-alias'],
    ['a quoted merge key', '.a: &a {type: gpt}\npartition_table: {"<<": *a}', 'disk/unknown-key'],
    ['a merge of a text', 'partition_table: {<<: gpt}', 'disk/yaml-merge'],
    ['brackets without end', '['.repeat(200_000), 'disk/yaml-nesting'],
    ['dashes without end', '- '.repeat(100_000), 'disk/yaml-nesting'],
    ['question marks without end', '? '.repeat(100_000), 'disk/yaml-nesting'],
    ['containers in containers', `partition_table: ${nested(100)}`, 'disk/yaml-nesting'],
    ['aliases that multiply', bomb(), 'disk/yaml-nesting'],
    ['very many keys', Array.from({ length: 30_000 }, (_, key) => `k${key}:`).join('\n'), 'disk/yaml-nesting'],
    ['very much text', 'a'.repeat(100_000_000), 'disk/text-size'],
    ['a size beyond all disks', `partition_table: {size: ${'9'.repeat(1000)}}`, 'disk/size'],
    [
      'a subvolume without a name',
      'partition_table: {partitions: [{payload_type: btrfs, payload: {subvolumes: [{}]}}]}',
      'disk/subvolume',
    ],
    ['the keys of every object', 'partition_table: {__proto__: {}, constructor: 1}', 'disk/unknown-key'],
  ])('rejects %s', (_what, text, code) => {
    expect(faultsOf(text)[0]?.code).toBe(code);
  });
});

function nested(levels: number): string {
  return `${'{payload_type: luks, payload: '.repeat(levels)}{}${'}'.repeat(levels)}`;
}

function bomb(): string {
  const names = [...'abcdefghij'];
  const lists = names.map(
    (name, index) => `.${name}: &${name} [${Array(9).fill(index === 0 ? 'x' : `*${names[index - 1]}`)}]`,
  );
  return lists.join('\n');
}

describe('whatever the bytes', () => {
  const outcome = (text: string): string => {
    try {
      parseDiskDefinition(text, origin);
      return 'a value';
    } catch (error) {
      if (error instanceof Fault) return error.code;
      throw error;
    }
  };
  const isValueOrFault = (text: string): void => {
    expect(outcome(text)).toMatch(/^(?:a value|disk\/.*)$/);
  };

  test('any text gives a value or a fault', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), isValueOrFault), { numRuns: runs });
  });

  test('any bytes read as UTF-8 give a value or a fault', () => {
    const decoder = new TextDecoder();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (array) => isValueOrFault(decoder.decode(array))),
      { numRuns: runs },
    );
  });

  test('any text of the marks of YAML gives a value or a fault', () => {
    const mark = fc.constantFrom(
      ...'[]{}:,-?&*!|>%@`"\'#~ \n\t',
      '- ',
      ': ',
      '? ',
      '&a ',
      '*a',
      '<<: ',
      '---\n',
      '  ',
      'a',
    );
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 80 }), (marks) => isValueOrFault(marks.join(''))),
      {
        numRuns: runs,
      },
    );
  });

  test('a usual disk.yaml with any part replaced gives a value or a fault', () => {
    const part = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('null', '[]', '{}', '1e9', '-1', '.inf', 'yes'),
    );
    fc.assert(
      fc.property(fc.nat(usual.length), fc.nat(30), part, (start, length, text) =>
        isValueOrFault(usual.slice(0, start) + text + usual.slice(start + length)),
      ),
      { numRuns: runs },
    );
  });

  test('any value where a table is expected gives a value or a fault', () => {
    const keys = fc.constantFrom(
      'type',
      'partitions',
      'payload',
      'payload_type',
      'size',
      'policy',
      'subvolumes',
      'name',
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('gpt', 'luks', 'lvm', 'btrfs', '1 GiB', '/', '', 1, -1, 0.5, true, null),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(keys, tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (table) => isValueOrFault(JSON.stringify({ partition_table: table }))),
      { numRuns: runs },
    );
  });
});
