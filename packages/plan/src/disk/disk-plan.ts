import type { PlanContext } from '@bootwright/build-request';
import { defined, throwFaults } from '@bootwright/core';
import { type MountConfiguration, type PartitionTable, withRootVerity } from '@bootwright/disk';
import { withSealedRoot } from '../boot/sealed-root.ts';
import { withMountSpecs } from '../edits/mount-specs.ts';
import { type TableUse, tableFaults } from '../limits/table-faults.ts';
import { adaptedTable } from './adapted-table.ts';
import { customizedTable } from './customized-table.ts';
import type { DiskFacts } from './disk-facts.ts';

/** The disk, laid out. */
export interface DiskPlan {
  readonly table: PartitionTable;
  readonly mountConfiguration: MountConfiguration;
}

/**
 * Lays out the disk: the user's own table where one is disk, otherwise the container's or the image type's, adapted
 * to the request. An ext4 root gets fs-verity, which composefs needs. Faults: `disk/…`.
 */
export function diskPlan(facts: DiskFacts, context: PlanContext): DiskPlan {
  const { request, boot, containerTable, uefiVendor, mountConfiguration = 'units' } = facts;
  const table =
    request.kind === 'disk' ? customizedTable(facts, request, context) : adaptedTable(facts, request, context);
  const at = request.kind === 'disk' ? request.at : containerTable?.at;
  const use: TableUse = {
    ...defined({ at, uefiVendor }),
    mountUnits: boot.channels.deploymentEdits.allowed && mountConfiguration === 'units',
  };
  throwFaults(tableFaults(table, use, context));
  return { table: withRootVerity(mounted(table, facts, context)), mountConfiguration };
}

/** The command line of a sealed container is signed, so that its install configuration changes nothing. */
function mounted(table: PartitionTable, facts: DiskFacts, context: PlanContext): PartitionTable {
  const { boot, mountSpecs, target } = facts;
  if (boot.sealed) return withSealedRoot(table, facts, context);
  if (mountSpecs === undefined) return table;
  return withMountSpecs(table, { specs: mountSpecs, architecture: target.architecture }, context);
}
