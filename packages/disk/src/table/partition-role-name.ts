import { type Architecture, dpsRootTypes, partitionTypes } from '@bootwright/core';
import type { Partition } from './partition-table.ts';

const roles = new Map<string, string>([
  [partitionTypes.gpt.biosBoot, 'BIOS boot'],
  [partitionTypes.gpt.data, 'Linux data'],
  [partitionTypes.gpt.esp, 'EFI system'],
  [partitionTypes.gpt.lvm, 'LVM'],
  [partitionTypes.gpt.prep, 'PReP boot'],
  [partitionTypes.gpt.swap, 'swap'],
  [partitionTypes.gpt.xbootldr, 'XBOOTLDR'],
  [partitionTypes.dos.esp, 'EFI system'],
  [partitionTypes.dos.data, 'Linux data'],
  [partitionTypes.dos.lvm, 'LVM'],
  [partitionTypes.dos.swap, 'swap'],
  [partitionTypes.dos.prep, 'PReP boot'],
]);

/** What the type of a partition says that it is for, for people: `EFI system`, `root (x86_64)`; else the type itself. */
export function partitionRoleName({ type = '' }: Partition, architecture: Architecture): string {
  if (type.toUpperCase() === dpsRootTypes[architecture]) return `root (${architecture})`;
  return roles.get(type.toUpperCase()) ?? roles.get(type.toLowerCase()) ?? type;
}
