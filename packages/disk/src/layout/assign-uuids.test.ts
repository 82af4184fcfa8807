import { bytes, type RandomStream } from '@bootwright/core';
import { expect, test } from 'vitest';
import { filesystem, part } from '../../test/layouts.ts';
import { deepFreeze } from '../definition/deep-freeze.ts';
import { assignUuids, type PartitionTable } from '../index.ts';

/** Every draw fills its bytes with its own number. */
function counting(): RandomStream {
  let draws = 0;
  return { int63: () => 0n, fill: (array) => void array.fill(++draws) };
}

const numbered = (draw: number): string => {
  const pair = draw.toString(16).padStart(2, '0');
  const group = (length: number) => pair.repeat(length);
  return `${group(4)}-${group(2)}-4${pair[1]}${pair}-8${pair[1]}${pair}-${group(6)}`;
};

const table: PartitionTable = deepFreeze({
  type: 'gpt',
  size: bytes(0),
  partitions: [
    { ...part(bytes(0), filesystem('/boot/efi', 'vfat')), uuid: 'given' },
    part(bytes(0), {
      kind: 'luks',
      payload: {
        kind: 'lvm',
        name: 'vg',
        logicalVolumes: [
          { name: 'root', size: bytes(0), payload: filesystem('/') },
          { name: 'swap', size: bytes(0), payload: { kind: 'swap', fstab: {} } },
        ],
      },
    }),
    part(bytes(0), { kind: 'btrfs', subvolumes: [{ name: 'a', size: bytes(0), uuid: 'old' }] }),
  ],
});

test('ids are drawn for the table, then for payloads depth first, then for gpt partitions; given ones stay', () => {
  expect(assignUuids(table, counting())).toMatchObject({
    uuid: numbered(1),
    partitions: [
      { uuid: 'given', payload: { uuid: '0202-0202' } },
      {
        uuid: numbered(7),
        payload: {
          uuid: numbered(3),
          payload: { logicalVolumes: [{ payload: { uuid: numbered(4) } }, { payload: { uuid: numbered(5) } }] },
        },
      },
      { uuid: numbered(8), payload: { uuid: numbered(6), subvolumes: [{ uuid: numbered(6) }] } },
    ],
  });
});

test('partitions of a dos table get none, the table does', () => {
  const { uuid, partitions } = assignUuids({ ...table, type: 'dos' }, counting());
  expect([uuid, ...partitions.map((partition) => partition.uuid)]).toEqual([
    numbered(1),
    'given',
    undefined,
    undefined,
  ]);
});
