import type { BuildRequest } from '@bootwright/build-request';
import type { PlannedImage } from './image-plan.ts';
import { customizesSealed, planWith } from './plan-with.ts';

/** As `planImage`; what only customized sealed images need is loaded for them alone, which keeps pages small. */
export async function planOnDemand(request: BuildRequest): Promise<PlannedImage> {
  if (!customizesSealed(request)) return planWith(request, undefined);
  const { sealedPlanner } = await import('./sealed/sealed-planner.ts');
  return planWith(request, sealedPlanner);
}
