import { Fault, inside, type Location, usualUuid } from '@bootwright/core';
import type { CustomLayout, CustomPartition } from '../custom/custom-layout.ts';

const dosId = /^[\da-f]{2}$/i;

/** A GPT entry has room for 36 UTF-16 units (UEFI specification, 5.3.3). */
const longestLabel = 36;

/** What a table can have. */
export interface IdOptions {
  readonly type: 'gpt' | 'dos';
  /** Whether partitions of a dos table may have UUIDs and names, which sfdisk then ignores. False by default. */
  readonly dosNames?: boolean;
}

/** What in `layout` a table cannot have, in document order; nothing where all is well. `at` is the layout's place. */
export function checkPartitionIds(layout: CustomLayout, options: IdOptions, at: Location = {}): readonly Fault[] {
  return layout.partitions.flatMap((partition, index) =>
    idFaults(partition, options, (key) => inside(at, 'partitions', index, key)),
  );
}

function idFaults(
  { partType, partUuid, partLabel }: CustomPartition,
  { type, dosNames = false }: IdOptions,
  atKey: (key: string) => Location,
): readonly Fault[] {
  const faults: Fault[] = [];
  // The reference checks them only next to a partition type.
  const nameless = type === 'dos' && (!dosNames || partType !== undefined);
  const isType = (text: string): boolean => (type === 'gpt' ? usualUuid(text) !== undefined : dosId.test(text));
  if (partType !== undefined && !isType(partType)) {
    faults.push(
      new Fault('disk/partition-type', `${JSON.stringify(partType)} is not a partition type of a ${type} table`, {
        at: atKey('part_type'),
        hint: type === 'gpt' ? 'write a GUID' : 'write two hexadecimal digits, such as "83"',
      }),
    );
  }
  if (partUuid !== undefined && (nameless || usualUuid(partUuid) === undefined)) {
    const message = nameless ? 'partitions of a dos table have no UUID' : `${JSON.stringify(partUuid)} is not a UUID`;
    const hint = nameless ? 'leave it out, or use a gpt table' : 'write a UUID, or leave it out to have one drawn';
    faults.push(new Fault('disk/partition-uuid', message, { at: atKey('part_uuid'), hint }));
  }
  if (partLabel !== undefined && (nameless || partLabel.length > longestLabel)) {
    const message = nameless
      ? 'partitions of a dos table have no name'
      : `the partition name ${JSON.stringify(partLabel)} is longer than ${longestLabel} characters`;
    const hint = nameless ? 'leave it out, or use a gpt table' : 'shorten it';
    faults.push(new Fault('disk/partition-label', message, { at: atKey('part_label'), hint }));
  }
  return faults;
}
