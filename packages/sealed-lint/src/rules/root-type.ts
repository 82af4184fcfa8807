import { type Architecture, dpsRootTypes } from '@bootwright/core';
import type { PartitionTable } from '@bootwright/disk';
import type { LintFinding } from '../lint-finding.ts';

/** Whether any partition has the type by which the initramfs of a sealed container finds its root. */
export function rootTypeFindings(table: PartitionTable, architecture: Architecture): readonly LintFinding[] {
  const wanted = dpsRootTypes[architecture];
  if (table.partitions.some(({ type }) => type?.toUpperCase() === wanted)) return [];
  return [
    {
      code: 'sealed/root-type',
      level: 'error',
      message: `no partition has the type of a root for ${architecture}: the signed command line names no root, so that the initramfs finds it by its type alone`,
      hint: `give the root the type ${wanted} in disk.yaml (part_type), which --profile recommended does`,
    },
  ];
}
