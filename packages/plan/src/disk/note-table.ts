import type { PlanContext } from '@bootwright/build-request';
import { defined } from '@bootwright/core';
import { type PartitionTable, tableFindings, volumeNameFindings } from '@bootwright/disk';
import type { BootPlan } from '../boot/boot-plan.ts';
import type { MountpointPlace } from './mountpoint-place.ts';

/** Adds a notice for each thing on the disk that is of no use, or on which a program that osbuild runs fails. */
export function noteTable(
  table: PartitionTable,
  { placeOf, kernelsAt }: { readonly placeOf: MountpointPlace } & Pick<BootPlan, 'kernelsAt'>,
  context: PlanContext,
): void {
  for (const { mountpoint, ...finding } of [...tableFindings(table, kernelsAt), ...volumeNameFindings(table)]) {
    context.note({ ...finding, ...defined({ at: placeOf(mountpoint) }) });
  }
}
