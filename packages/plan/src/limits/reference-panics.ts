import { fstabEntities, mountName, referenceUnitName } from '@bootwright/disk';
import type { DiskPlan } from '../disk/disk-plan.ts';
import type { DeploymentEdit } from '../edits/deployment-edit.ts';

/**
 * Whether osbuild/image-builder panics on a plan that Bootwright makes a manifest of: where a mount unit needs a name
 * with escapes, or a file system of disk.yaml is mounted nowhere. Then there are no bytes to be equal to.
 */
export function referencePanics({ table }: DiskPlan, edits: readonly DeploymentEdit[]): boolean {
  if (!edits.some((edit) => edit.kind === 'mounts' && edit.configuration === 'units')) return false;
  return (
    table.partitions.some(({ payload }) => payload?.kind === 'filesystem' && payload.mountpoint === undefined) ||
    fstabEntities(table).some(({ type, path }) => type !== 'swap' && referenceUnitName(path) !== mountName(path))
  );
}
