import { listOf, objectOf } from '@bootwright/core';

import type { Report } from '../problem.ts';
import { reportDisks } from './disks.ts';
import { reportMounts } from './mounts.ts';
import type { PlacedPipeline } from './placed-stage.ts';
import { reportReferences } from './references.ts';

/** Reports what osbuild accepts in a manifest and what fails later, or has no effect. */
export function reportWarnings(manifest: unknown, report: Report): void {
  const pipelines = listOf(objectOf(manifest).pipelines).map((one, index): PlacedPipeline => {
    const path = ['pipelines', index];
    const pipeline = objectOf(one);
    const stages = listOf(pipeline.stages).map((stage, place) => ({
      stage: objectOf(stage),
      path: [...path, 'stages', place],
    }));
    return { pipeline, path, stages };
  });
  reportReferences(objectOf(manifest), pipelines, report);
  for (const { stages } of pipelines) {
    for (const stage of stages) reportMounts(stage, report);
    reportDisks(stages, report);
  }
}
