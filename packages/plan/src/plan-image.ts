import type { BuildRequest } from '@bootwright/build-request';
import { sealedEsp } from './disk/sealed-esp.ts';
import type { PlannedImage } from './image-plan.ts';
import { isoPlanner } from './iso-planner.ts';
import { customizesSealed, planWith } from './plan-with.ts';
import { sealedPlanner } from './sealed/sealed-planner.ts';

/**
 * Decides everything about an image; the same request gives the same plan. Faults: `container/…` for facts that are
 * missing, `image-type/…`, `blueprint/…`, `disk/…`, `boot/…`, `request/proxy`.
 */
export function planImage(request: BuildRequest): PlannedImage {
  return planWith(request, { isoPlanner, sealedEsp, ...(customizesSealed(request) ? { planner: sealedPlanner } : {}) });
}
