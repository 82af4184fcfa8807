import { defined } from '@bootwright/core';
import type { Sources } from './parts/source.ts';
import type { Stage } from './parts/stage.ts';

/** A manifest of osbuild, format version 2; fields in the order in which they are written. */
export interface Manifest {
  readonly version: '2';
  readonly pipelines: readonly Pipeline[];
  readonly sources: Sources;
}

/** Stages that make one tree. */
export interface Pipeline {
  readonly name: string;
  /** `name:` and the pipeline in whose tree the stages run; absent: the host. */
  readonly build?: string;
  /** Such as `org.osbuild.fedora42`; how the stages are run in a build tree that this pipeline makes. */
  readonly runner?: string;
  /** Seconds since 1970; the newest time that a file may have. */
  readonly 'source-epoch'?: number;
  readonly stages?: readonly Stage[];
}

/** Name of a pipeline as `Pipeline.build` and inputs refer to it. */
export function pipelineReference(name: string): `name:${string}` {
  return `name:${name}`;
}

/** A pipeline with its fields in the order of the manifest; without stages the field is left out, as the reference does. */
export function pipeline(fields: Pipeline): Pipeline {
  const { name, build, runner, stages = [] } = fields;
  const epoch = fields['source-epoch'];
  return {
    name,
    ...defined({ build, runner, 'source-epoch': epoch }),
    ...(stages.length === 0 ? {} : { stages }),
  };
}
