import { type Pipeline, pipeline, pipelineReference, type Stage } from '@bootwright/osbuild';

/** A pipeline whose stages run in the buildroot. */
export function builtPipeline(name: string, stages: readonly Stage[]): Pipeline {
  return pipeline({ name, build: pipelineReference('build'), stages });
}
