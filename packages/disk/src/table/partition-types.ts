import { type Architecture, dpsRootTypes, dpsUsrTypes, partitionTypes } from '@bootwright/core';

/** What a partition is for, as far as its type tells. */
export type PartitionRole = keyof (typeof partitionTypes)['gpt'] | 'root' | 'usr';

/** The partition type of `role` in a table of `tableType`; `architecture` decides the types of root and usr in gpt. */
export function partitionTypeFor(tableType: 'gpt' | 'dos', role: PartitionRole, architecture: Architecture): string {
  if (role !== 'root' && role !== 'usr') return partitionTypes[tableType][role];
  if (tableType === 'dos') return partitionTypes.dos.data;
  return (role === 'root' ? dpsRootTypes : dpsUsrTypes)[architecture];
}
