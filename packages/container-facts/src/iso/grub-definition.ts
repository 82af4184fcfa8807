import type { StrictRecord } from '@bootwright/core';
import { defined } from '@bootwright/core';
import type { IsoDefinition } from './iso-definition.ts';

const entryKeys = ['name', 'linux', 'initrd'];

/** The `grub2` of an iso.yaml or of a request's facts; `number` reads a key as the document at hand wants it. */
export function grubDefinition(
  record: StrictRecord,
  number: (key: string) => number | undefined,
): NonNullable<IsoDefinition['grub2']> {
  const first = number('default');
  const timeout = number('timeout');
  const entries = record.records('entries', entryKeys)?.map((entry) => ({
    name: entry.string('name') ?? '',
    linux: entry.string('linux') ?? '',
    initrd: entry.string('initrd') ?? '',
  }));
  return {
    ...defined({ default: first, timeout, entries }),
  };
}
