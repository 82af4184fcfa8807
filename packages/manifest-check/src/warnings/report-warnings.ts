import { type DocumentPath, type JsonObject, listOf, objectOf } from '@bootwright/core';

import type { Report } from '../problem.ts';
import { reportDisks } from './disks.ts';
import { reportMounts } from './mounts.ts';
import { reportReferences } from './references.ts';

/** A stage and where it is. */
export interface PlacedStage {
  readonly stage: JsonObject;
  readonly path: DocumentPath;
}

/** The stages of one pipeline. */
export interface PlacedPipeline {
  readonly pipeline: JsonObject;
  readonly path: DocumentPath;
  readonly stages: readonly PlacedStage[];
}

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
