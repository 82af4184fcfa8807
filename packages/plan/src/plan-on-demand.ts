import type { BuildRequest } from '@bootwright/build-request';
import type { PlannedImage } from './image-plan.ts';
import { customizesSealed, isSealed, planWith } from './plan-with.ts';

/** As `planImage`; what only sealed images need, and what they need where they are customized, is loaded for them alone. */
export async function planOnDemand(request: BuildRequest): Promise<PlannedImage> {
  if (!isSealed(request)) return planWith(request, {});
  const { sealedEsp } = await import('./disk/sealed-esp.ts');
  if (!customizesSealed(request)) return planWith(request, { sealedEsp });
  const { sealedPlanner } = await import('./sealed/sealed-planner.ts');
  return planWith(request, { sealedEsp, planner: sealedPlanner });
}
