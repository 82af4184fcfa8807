import { quoted, usualUuid } from '@bootwright/core';
import type { PartitionCustomization } from '../format/disk-customization.ts';
import type { PartitionCheck } from './partition-check.ts';

const dosType = /^[0-9a-fA-F]{2}$/;
/** UEFI specification, GPT partition entry: 72 bytes of UTF-16. */
const longestLabel = 36;

/** Faults of part_type, part_uuid and part_label, by the kind of table that they are for. */
export function checkPartitionIdentity(partition: PartitionCustomization, check: PartitionCheck): void {
  const { place, findings, disk } = check;
  const { part_type: type, part_uuid: id, part_label: label } = partition;
  if (type !== undefined) checkType(type, check);
  if (disk.type === 'dos') {
    for (const key of ['part_label', 'part_uuid'] as const) {
      if (partition[key] !== undefined) findings.add([...place, key], onlyGpt(key));
    }
    return;
  }
  if (label !== undefined && label.length > longestLabel) {
    findings.add([...place, 'part_label'], {
      code: 'blueprint/partition-label',
      message: `part_label has ${label.length} UTF-16 units, and a gpt table has room for ${longestLabel}`,
      hint: 'shorten it',
    });
  }
  if (id !== undefined && usualUuid(id) === undefined) {
    findings.add([...place, 'part_uuid'], {
      code: 'blueprint/partition-uuid',
      message: `the part_uuid ${quoted(id)} is not a UUID`,
      hint: 'write it as xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx, or leave it out to have one made',
    });
  }
}

function checkType(type: string, { place, findings, disk, options }: PartitionCheck): void {
  const table = disk.type ?? options.tableType;
  if (table !== 'dos' && usualUuid(type) !== undefined) return;
  if (table !== 'gpt' && dosType.test(type)) return;
  const wanted = { gpt: 'a UUID', dos: 'two hexadecimal digits' };
  findings.add([...place, 'part_type'], {
    code: 'blueprint/partition-type',
    message: `the part_type ${quoted(type)} does not suit a ${table ?? 'gpt or dos'} partition table`,
    hint: `give ${table === undefined ? `${wanted.gpt} (gpt) or ${wanted.dos} (dos)` : wanted[table]}, or leave it out`,
  });
}

const onlyGpt = (key: string) => ({
  code: 'blueprint/gpt-only',
  message: `a dos partition table has no ${key}`,
  hint: `leave it out, or use the type "gpt"`,
});
