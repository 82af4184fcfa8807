import type { PlanContext } from '@bootwright/build-request';
import { defined } from '@bootwright/core';
import { mountables } from '@bootwright/disk';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import type { DiskPlan } from './disk-plan.ts';
import type { DiskRequest } from './disk-request.ts';
import { mountpointAdvice, spellingAdvice } from './mountpoint-advice.ts';
import type { MountpointPlace } from './mountpoint-place.ts';

/** Adds a notice for each mount point at which an image made of a container mounts nothing, or nothing that lasts, or elsewhere. */
export function noteMountpoints(
  { table, mountConfiguration, directories }: DiskPlan & Pick<CustomizationFacts, 'directories'>,
  placeOf: MountpointPlace,
  context: PlanContext,
): void {
  if (mountConfiguration === 'none') return;
  // systemd-fstab-generator(8) follows links, where a mount unit must name the directory itself.
  const isInFstab = mountConfiguration === 'fstab';
  for (const { mountpoint } of mountables(table)) {
    const advice = spellingAdvice(mountpoint, isInFstab) ?? mountpointAdvice(mountpoint, isInFstab, directories);
    if (advice === undefined) continue;
    const at = placeOf(mountpoint);
    context.note({
      code: 'disk/mountpoint',
      message: `the mount point ${JSON.stringify(mountpoint)}: ${advice.reason}`,
      ...defined({ at }),
      hint: advice.hint,
    });
  }
}

/** Adds a notice where a `disk` without partitions replaces the layout that the disk would otherwise have. */
export function noteReplacedLayout(request: DiskRequest, context: PlanContext): void {
  if (request.kind !== 'disk' || (request.disk.partitions ?? []).length > 0) return;
  context.note({
    code: 'disk/layout-replaced',
    message:
      '"disk" without partitions replaces the whole layout of the image: the disk has a root of the least size, and what the firmware needs',
    at: request.at,
    hint: 'give partitions and minsize, or remove "disk" to keep the layout',
  });
}
