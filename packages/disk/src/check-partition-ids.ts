import { Fault, FaultList, type Location } from '@bootwright/core';
import type { CustomLayout, CustomPartition } from './custom-layout.ts';

/** The forms that Go's uuid package reads: with dashes, in braces, as a URN, or 32 digits. */
const uuidForms =
  /^(?:(?:urn:uuid:)?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\{[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}|[\da-f]{32})$/i;
const dosId = /^[\da-f]{2}$/i;

/** A GPT entry has room for 36 UTF-16 units (UEFI specification, 5.3.3). */
const longestLabel = 36;

/**
 * What in `layout` a table of `type` cannot have, in document order; nothing where all is well. `at` is the layout's
 * place.
 */
export function checkPartitionIds(layout: CustomLayout, type: 'gpt' | 'dos', at: Location = {}): readonly Fault[] {
  return layout.partitions.flatMap((partition, index) => {
    const path = [...(at.path ?? []), 'partitions', index];
    return idFaults(partition, type, (key) => ({ ...at, path: [...path, key] }));
  });
}

function idFaults(
  { partType, partUuid, partLabel }: CustomPartition,
  type: 'gpt' | 'dos',
  atKey: (key: string) => Location,
): readonly Fault[] {
  const faults = new FaultList();
  if (partType !== undefined && !(type === 'gpt' ? uuidForms : dosId).test(partType)) {
    faults.push(
      new Fault('disk/partition-type', `${JSON.stringify(partType)} is no partition type of a ${type} table`, {
        at: atKey('part_type'),
        hint: type === 'gpt' ? 'write a GUID' : 'write two hexadecimal digits, such as "83"',
      }),
    );
  }
  if (partUuid !== undefined && (type === 'dos' || !uuidForms.test(partUuid))) {
    const message =
      type === 'dos' ? 'partitions of a dos table have no UUID' : `${JSON.stringify(partUuid)} is no UUID`;
    const hint =
      type === 'dos' ? 'leave it out, or use a gpt table' : 'write a UUID, or leave it out to have one drawn';
    faults.push(new Fault('disk/partition-uuid', message, { at: atKey('part_uuid'), hint }));
  }
  if (partLabel !== undefined && (type === 'dos' || partLabel.length > longestLabel)) {
    const message =
      type === 'dos'
        ? 'partitions of a dos table have no name'
        : `the partition name ${JSON.stringify(partLabel)} is longer than ${longestLabel} characters`;
    const hint = type === 'dos' ? 'leave it out, or use a gpt table' : 'shorten it';
    faults.push(new Fault('disk/partition-label', message, { at: atKey('part_label'), hint }));
  }
  return [...faults];
}
