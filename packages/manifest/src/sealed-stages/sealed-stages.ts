import type { Stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';
import { addon } from './addon.ts';
import { deploymentState } from './deployment-state.ts';

/** What reaches a sealed image after its installation. */
export function sealedStages(context: ImageContext): readonly Stage[] {
  return [...deploymentState(context), ...addon(context)];
}
