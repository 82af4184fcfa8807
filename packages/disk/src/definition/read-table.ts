import { bytes, Fault, type Reading, StrictRecord } from '@bootwright/core';
import type { Partition, PartitionTable } from '../table/partition-table.ts';
import { given, ifTrue, nonEmpty, nonZero, readBytes, readNumbers, readSize } from './read-fields.ts';
import { readHeld } from './read-payload.ts';

const tableKeys = [
  'size',
  'uuid',
  'type',
  'partitions',
  'grain_size',
  'sector_size',
  'extra_padding',
  'start_offset',
  'absolute_start_offset',
  'policy',
];

const partitionKeys = ['start', 'size', 'type', 'bootable', 'uuid', 'label', 'payload_type', 'payload', 'attrs'];

/**
 * The partition table that a disk.yaml describes; its faults go to `reading`. A table that does not say its type is
 * gpt. A policy that does not say `ensure_xbootldr` forbids an added /boot.
 */
export function readTable(value: unknown, reading: Reading): PartitionTable | undefined {
  const record = StrictRecord.of(value, tableKeys, reading);
  if (record === undefined) return undefined;
  return {
    type: readType(record),
    size: readSize(record, 'size') ?? bytes(0),
    ...nonEmpty('uuid', record.string('uuid')),
    partitions: (record.records('partitions', partitionKeys) ?? []).map(readPartition),
    ...nonZero('grainSize', readSize(record, 'grain_size')),
    ...nonZero('sectorSize', record.integer('sector_size')),
    ...nonZero('extraPadding', readBytes(record, 'extra_padding')),
    ...nonZero('startOffset', readSize(record, 'start_offset')),
    ...ifTrue('absoluteStartOffset', record.boolean('absolute_start_offset')),
    ...readPolicy(record),
  };
}

function readType(record: StrictRecord): 'gpt' | 'dos' {
  const type = record.string('type');
  if (type === 'gpt' || type === 'dos') return type;
  if (type === undefined || type === '') return 'gpt';
  const { at, faults } = record.under('type');
  faults.push(
    new Fault('disk/table-type', `${JSON.stringify(type.slice(0, 40))} is no type of partition table`, {
      at,
      hint: 'use gpt or dos (which is also called MBR)',
    }),
  );
  return 'gpt';
}

function readPolicy(table: StrictRecord): Pick<PartitionTable, 'ensureXbootldr' | 'growRoot'> {
  const record = table.record('policy', ['ensure_xbootldr', 'grow_root_to_fill_disk']);
  if (record === undefined) return {};
  const ensureXbootldr = record.boolean('ensure_xbootldr') ?? false;
  return { ensureXbootldr, ...given('growRoot', record.boolean('grow_root_to_fill_disk')) };
}

function readPartition(record: StrictRecord): Partition {
  return {
    start: readBytes(record, 'start') ?? bytes(0),
    size: readSize(record, 'size') ?? bytes(0),
    ...nonEmpty('type', record.string('type')),
    ...ifTrue('bootable', record.boolean('bootable')),
    ...nonEmpty('uuid', record.string('uuid')),
    ...nonEmpty('label', record.string('label')),
    ...given('attributes', readNumbers(record, 'attrs')),
    ...given('payload', readHeld(record)),
  };
}
