import type { DocumentPath } from '@bootwright/core';
import { type Fields, fieldsOf, listOf } from '@bootwright/osbuild';
import type { Report } from '../problem.ts';
import { reportDisks } from './disks.ts';
import { reportMounts } from './mounts.ts';
import { reportReferences } from './references.ts';

/** A stage and where it is. */
export interface PlacedStage {
  readonly stage: Fields;
  readonly path: DocumentPath;
}

/** The stages of one pipeline. */
export interface PlacedPipeline {
  readonly pipeline: Fields;
  readonly path: DocumentPath;
  readonly stages: readonly PlacedStage[];
}

/** Reports what osbuild accepts in a manifest and what fails later, or has no effect. */
export function reportWarnings(manifest: unknown, report: Report): void {
  const pipelines = listOf(fieldsOf(manifest).pipelines).map((one, index): PlacedPipeline => {
    const path = ['pipelines', index];
    const pipeline = fieldsOf(one);
    const stages = listOf(pipeline.stages).map((stage, place) => ({
      stage: fieldsOf(stage),
      path: [...path, 'stages', place],
    }));
    return { pipeline, path, stages };
  });
  reportReferences(fieldsOf(manifest), pipelines, report);
  for (const { stages } of pipelines) {
    for (const stage of stages) reportMounts(stage, report);
    reportDisks(stages, report);
  }
}
