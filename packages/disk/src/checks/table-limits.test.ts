import { bytes, MiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import type { Partition, PartitionTable } from '../table/partition-table.ts';
import { tableLimits } from './table-limits.ts';

const table = (payload: NonNullable<Partition['payload']>): PartitionTable => ({
  type: 'gpt',
  size: MiB(100),
  partitions: [{ start: bytes(0), size: MiB(100), bootable: false, payload }],
});

test('a volume group without logical volumes is rejected by osbuild', () => {
  expect(tableLimits(table({ kind: 'lvm', name: 'vg', logicalVolumes: [] }))).toEqual([
    { code: 'disk/empty-group', message: 'a volume group has no logical volumes', hint: 'give it one', mountpoint: '' },
  ]);
});
