import { type Reading, StrictRecord } from '@bootwright/core';
import type { ClevisBinding, Luks, LuksKeyDerivation, Payload } from '../table/partition-table.ts';
import { given, ifTrue, nonEmpty, nonZero } from './read-fields.ts';

const luksKeys = [
  'passphrase',
  'uuid',
  'cipher',
  'label',
  'subsystem',
  'sector_size',
  'pbkdf',
  'clevis',
  'payload_type',
  'payload',
];

/** Reads what a container holds. */
type HeldReader = (holder: StrictRecord) => Payload | undefined;

/** The encrypted container that a disk.yaml describes; its faults go to `reading`. */
export function readLuks(value: unknown, reading: Reading, readHeld: HeldReader): Luks | undefined {
  const record = StrictRecord.of(value, luksKeys, reading);
  if (record === undefined) return undefined;
  return {
    kind: 'luks',
    ...nonEmpty('uuid', record.string('uuid')),
    ...nonEmpty('label', record.string('label')),
    ...nonEmpty('passphrase', record.string('passphrase')),
    ...nonEmpty('cipher', record.string('cipher')),
    ...nonEmpty('subsystem', record.string('subsystem')),
    ...nonZero('sectorSize', record.integer('sector_size')),
    ...given('keyDerivation', readKeyDerivation(record)),
    ...given('clevis', readClevis(record)),
    ...given('payload', readHeld(record)),
  };
}

function readKeyDerivation(luks: StrictRecord): LuksKeyDerivation | undefined {
  const record = luks.record('pbkdf', ['iterations', 'memory', 'parallelism']);
  return (
    record && {
      ...nonZero('iterations', record.integer('iterations')),
      ...nonZero('memory', record.integer('memory')),
      ...nonZero('parallelism', record.integer('parallelism')),
    }
  );
}

function readClevis(luks: StrictRecord): ClevisBinding | undefined {
  const record = luks.record('clevis', ['pin', 'policy', 'remove_passphrase']);
  return (
    record && {
      ...nonEmpty('pin', record.string('pin')),
      ...nonEmpty('policy', record.string('policy')),
      ...ifTrue('removePassphrase', record.boolean('remove_passphrase')),
    }
  );
}
