import type { Pipeline, Stage } from '@bootwright/osbuild';
import { emptyDisk, partitions } from '../disk-stages/empty-disk.ts';
import { filesystems } from '../disk-stages/filesystems.ts';
import { logicalVolumes, volumeGroupNames } from '../disk-stages/logical-volumes.ts';
import { deploymentEdits } from '../edit-stages/deployment-edits.ts';
import { relabel } from '../edit-stages/relabel.ts';
import type { ImageContext } from '../image-context.ts';
import { install } from '../install.ts';
import { builtPipeline } from './built-pipeline.ts';

/** The raw disk, from an empty file to the deployment with the user's customizations. */
const recipe: readonly ((context: ImageContext) => readonly Stage[])[] = [
  emptyDisk,
  partitions,
  logicalVolumes,
  filesystems,
  install,
  volumeGroupNames,
  deploymentEdits,
  relabel,
  (context) => context.sealedStages?.(context) ?? [],
];

export function imagePipeline(context: ImageContext): Pipeline {
  return builtPipeline(
    'image',
    recipe.flatMap((step) => step(context)),
  );
}
