import { type StageOf, type StageOptions, type StageType, stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';

/** A stage whose tree is the deployment. */
export function inDeployment<Type extends StageType>(
  type: Type,
  options: StageOptions[Type],
  { disk }: ImageContext,
): StageOf<Type> {
  return stage(type, options, { devices: disk.devices, mounts: disk.deploymentMounts });
}
