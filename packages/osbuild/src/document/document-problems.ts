import { type DocumentPath, isObject, type JsonObject, listOf, memberOf, objectOf } from '@bootwright/core';
import type * as z from 'zod';

import { deviceSchemas, inputSchemas, mountSchemas, sourceSchemas } from '../module-schemas.ts';
import { stageParts } from '../parts/stage-parts.ts';
import { stageSchemas } from '../stage-schemas.ts';
import { withoutPrototypeKey, withPrototypeKey } from './prototype-key.ts';
import { among, type ReportProblem, reportSchemaProblems } from './schema-problems.ts';

type Schemas = Readonly<Record<string, z.ZodType>>;

/** The names of all stages that are known, sorted. */
export const knownStages: readonly string[] = Object.keys(stageSchemas);

/**
 * Reports whatever osbuild's schemas find wrong with a manifest: first what `frame` says of the document, then each
 * source, and each stage with its inputs, devices and mounts by the schemas of their modules.
 */
export function reportDocument(document: unknown, frame: z.ZodType, reportProblem: ReportProblem): void {
  const value = withoutPrototypeKey(document);
  const report: ReportProblem =
    value === document ? reportProblem : (build) => reportProblem(() => withPrototypeKey(build()));
  reportSchemaProblems(frame, value, [], report);
  const { pipelines, sources } = objectOf(value);
  for (const [name, source] of Object.entries(objectOf(sources))) {
    reportModule(sourceSchemas, 'source', name, source, ['sources', name], report);
  }
  for (const [index, pipeline] of listOf(pipelines).entries()) {
    for (const [place, stage] of listOf(objectOf(pipeline).stages).entries()) {
      reportStage(objectOf(stage), ['pipelines', index, 'stages', place], report);
    }
  }
}

function reportStage(stage: JsonObject, path: DocumentPath, report: ReportProblem): void {
  const { type, options, inputs, devices, mounts } = stage;
  if (typeof type !== 'string') return;
  if (Object.hasOwn(stageSchemas, type)) reportParts(type, stage, path, report);
  // What is not an object at all is reported by the frame.
  if (isObject(options)) reportModule(stageSchemas, 'stage', type, options, [...path, 'options'], report);
  else if (!Object.hasOwn(stageSchemas, type)) reportUnknown(stageSchemas, 'stage', type, path, report);
  reportModules(inputSchemas, 'input', Object.entries(objectOf(inputs)), [...path, 'inputs'], report);
  reportModules(deviceSchemas, 'device', Object.entries(objectOf(devices)), [...path, 'devices'], report);
  reportModules(mountSchemas, 'mount', [...listOf(mounts).entries()], [...path, 'mounts'], report);
}

function reportModules(
  schemas: Schemas,
  noun: string,
  modules: Iterable<readonly [string | number, unknown]>,
  path: DocumentPath,
  report: ReportProblem,
): void {
  for (const [step, module] of modules) {
    const { type } = objectOf(module);
    if (typeof type === 'string') reportModule(schemas, noun, type, module, [...path, step], report);
  }
}

function reportModule(
  schemas: Schemas,
  noun: string,
  type: string,
  value: unknown,
  path: DocumentPath,
  report: ReportProblem,
): void {
  const schema = memberOf(schemas, type);
  if (schema !== undefined) reportSchemaProblems(schema, value, path, report);
  else reportUnknown(schemas, noun, type, noun === 'stage' ? path.slice(0, -1) : path, report);
}

function reportUnknown(schemas: Schemas, noun: string, type: string, place: DocumentPath, report: ReportProblem): void {
  report(() => ({
    code: `osbuild/unknown-${noun}`,
    message: `the ${noun} ${JSON.stringify(type)} is not known`,
    place,
    path: noun === 'source' ? place : [...place, 'type'],
    hint: among(type, Object.keys(schemas), `known ${noun}s`),
  }));
}

/** Which inputs, devices and mounts a stage of that type has to have, and which it takes. */
function reportParts(type: string, stage: JsonObject, path: DocumentPath, report: ReportProblem): void {
  const { inputs: rule, devices = [], mounts = 0 } = memberOf(stageParts, type) ?? {};
  const problem = (place: DocumentPath, message: string, ...steps: DocumentPath) =>
    report(() => ({
      code: 'osbuild/parts',
      message: `the stage ${type} ${message}`,
      place,
      path: [...place, ...steps],
    }));
  if (stage.inputs !== undefined && rule === undefined) problem(path, 'takes no inputs', 'inputs');
  if (typeof rule === 'object' && isObject(stage.inputs)) {
    const given = Object.keys(stage.inputs);
    const place = [...path, 'inputs'];
    for (const name of rule.required) if (!given.includes(name)) problem(place, `needs an input "${name}"`);
    const known = [...rule.required, ...rule.optional];
    for (const name of given) {
      if (!known.some((one) => fits(name, one))) problem(place, `takes no input ${JSON.stringify(name)}`, name);
    }
  }
  if (isObject(stage.devices)) {
    const given = stage.devices;
    for (const name of devices)
      if (!Object.hasOwn(given, name)) problem([...path, 'devices'], `needs a device "${name}"`);
  }
  if (Array.isArray(stage.mounts) && stage.mounts.length < mounts) problem([...path, 'mounts'], 'needs a mount');
}

/** Whether `name` is `allowed`, or matches it where that is a pattern between slashes. */
function fits(name: string, allowed: string): boolean {
  return allowed.startsWith('/') ? new RegExp(allowed.slice(1, -1)).test(name) : name === allowed;
}
