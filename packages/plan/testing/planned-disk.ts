import type { BuildRequest } from '@bootwright/build-request';
import type { InstalledImagePlan, PlannedImage } from '../src/image-plan.ts';
import { planImage } from '../src/plan-image.ts';

/** `planImage` for requests whose image is made of a disk. */
export function plannedDisk(request: BuildRequest): PlannedImage & { readonly plan: InstalledImagePlan } {
  const { plan, ...planned } = planImage(request);
  if (plan.kind === 'disk' || plan.kind === 'network-boot') return { ...planned, plan };
  throw new Error(`the plan of ${plan.imageType.name} has no disk`);
}
