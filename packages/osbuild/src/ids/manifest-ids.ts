import { type DocumentPath, isObject, type JsonObject, listOf, objectOf } from '@bootwright/core';

import {
  type Loading,
  type LoadProblem,
  orEmpty,
  type PipelineState,
  pythonKey,
  resolvePipeline,
  type StageState,
  stageId,
} from './loading.ts';
import { pythonJson } from './python-json.ts';
import { addDevices, addInputs, addMounts } from './stage-parts-ids.ts';

/** What osbuild calls the trees of a pipeline. */
export interface PipelineIds {
  readonly name: string;
  /** Of its last stage; absent where it has no stages. */
  readonly id?: string;
  /** Of each stage, in order: everything that its tree depends on has a part in it. */
  readonly stages: readonly string[];
}

/**
 * The ids that osbuild computes for the pipelines and stages of a manifest of version 2. References to what does not
 * exist go to `report`, with their paths; ids are then those that osbuild would give if it ignored them.
 */
export function manifestIds(value: unknown, report: (problem: LoadProblem) => void = () => {}): readonly PipelineIds[] {
  const { pipelines, sources } = objectOf(value);
  const items = Object.values(objectOf(sources)).map((source) => objectOf(objectOf(source).items));
  const loading: Loading = {
    pipelines: new Map(),
    sourceIds: new Set(items.flatMap((one) => Object.keys(one))),
    report,
  };
  for (const [index, pipeline] of listOf(pipelines).entries()) {
    loadPipeline(objectOf(pipeline), ['pipelines', index], loading);
  }
  const loaded = [...loading.pipelines.values()];
  reportLostBuilds(listOf(pipelines), loaded, report);
  return loaded.map((pipeline) => {
    const stages = pipeline.stages.map(stageId);
    const id = stages.at(-1);
    const name = typeof pipeline.name === 'string' ? pipeline.name : pythonJson(pipeline.name);
    return { name, ...(id === undefined ? {} : { id }), stages };
  });
}

function loadPipeline(fields: JsonObject, path: DocumentPath, loading: Loading): void {
  const { name, build } = fields;
  const isReference = typeof build === 'string' && build.startsWith('name:');
  const resolved = isReference ? resolvePipeline(build, [...path, 'build'], loading) : build;
  const pipeline: PipelineState = {
    name,
    build: typeof resolved === 'string' ? resolved : null,
    epoch: fields['source-epoch'] ?? null,
    stages: [],
  };
  const key = pythonKey(name);
  if (isObject(name) || Array.isArray(name)) {
    loading.report({
      code: 'osbuild/pipeline-name',
      message: 'the name of a pipeline is a list or an object',
      path: [...path, 'name'],
    });
  } else if (loading.pipelines.has(key)) {
    const message = `a pipeline ${pythonJson(name)} exists already`;
    loading.report({ code: 'osbuild/duplicate-pipeline', message, path: [...path, 'name'] });
  } else loading.pipelines.set(key, pipeline);
  for (const [index, stage] of listOf(fields.stages).entries()) {
    if (isObject(stage)) loadStage(stage, pipeline, [...path, 'stages', index], loading);
  }
}

function loadStage(fields: JsonObject, pipeline: PipelineState, path: DocumentPath, loading: Loading): void {
  const { type, options } = fields;
  const last = pipeline.stages.at(-1);
  const base = last === undefined ? null : stageId(last);
  const epoch = pipeline.epoch === null ? [] : [pipeline.epoch];
  const head = [type, pipeline.build, base, orEmpty(options), ...epoch].map(pythonJson).join('');
  const stage: StageState = { head, inputs: new Map(), mounts: new Map() };
  // Known from here on: a stage that refers to its own pipeline gets its own id as far as it is read.
  pipeline.stages.push(stage);
  const devices = addDevices(objectOf(fields.devices), [...path, 'devices'], loading);
  addInputs(stage, objectOf(fields.inputs), [...path, 'inputs'], loading);
  addMounts(stage, listOf(fields.mounts), devices, [...path, 'mounts'], loading);
  stage.id = stageId(stage);
}

/** A build that is not of the form `name:…` is the id of a pipeline. */
function reportLostBuilds(
  pipelines: readonly unknown[],
  loaded: readonly PipelineState[],
  report: (problem: LoadProblem) => void,
): void {
  const ids = new Set(loaded.flatMap(({ stages }) => stages.slice(-1).map(stageId)));
  for (const [index, pipeline] of pipelines.entries()) {
    const { build } = objectOf(pipeline);
    if (typeof build !== 'string' || build === '' || build.startsWith('name:') || ids.has(build)) continue;
    const message = `the build ${JSON.stringify(build)} is neither "name:" and a pipeline nor the id of one`;
    report({ code: 'osbuild/unknown-pipeline', message, path: ['pipelines', index, 'build'] });
  }
}
