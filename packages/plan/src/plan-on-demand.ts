import type { BuildRequest } from '@bootwright/build-request';
import type { PlannedImage } from './image-plan.ts';
import { customizesSealed, isIso, isSealed, planWith } from './plan-with.ts';

/** As `planImage`; what only ISOs or sealed images need, and what these need where they are customized, is loaded for them alone. */
export async function planOnDemand(request: BuildRequest): Promise<PlannedImage> {
  if (isIso(request)) {
    const { isoPlanner } = await import('./iso-planner.ts');
    return planWith(request, { isoPlanner });
  }
  if (!isSealed(request)) return planWith(request, {});
  const { sealedEsp } = await import('./disk/sealed-esp.ts');
  if (!customizesSealed(request)) return planWith(request, { sealedEsp });
  const { sealedPlanner } = await import('./sealed/sealed-planner.ts');
  return planWith(request, { sealedEsp, planner: sealedPlanner });
}
