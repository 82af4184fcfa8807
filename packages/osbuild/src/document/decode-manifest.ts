import { Fault, FaultList, inside, type Location, readExactJson, type TextOrigin, throwFaults } from '@bootwright/core';
import type { z } from 'zod';
import type { Manifest } from '../manifest.ts';
import { frameSchema, knownStages, stageSchema } from './manifest-schema.ts';
import { among, type Checking, reportSchemaFaults } from './schema-fault.ts';

/**
 * The manifest that a text holds, with its keys in the order of the text. Every key and value is checked against the
 * schemas of osbuild's stages, inputs, devices, mounts and sources.
 *
 * Faults: `osbuild/json` for what is no JSON, `osbuild/unknown-key`, `osbuild/unknown-stage`, `osbuild/value`, and `osbuild/number`
 * for a number that would not be encoded as it was; all that
 * are found, the first with the others as related ones.
 */
export function decodeManifest(text: string, origin: TextOrigin): Manifest {
  const value = parseJson(text, origin);
  const faults = manifestFaults(value, origin);
  throwFaults(faults);
  if (isManifest(value, faults)) return value;
  throw new Fault('osbuild/value', 'this is no manifest', { at: origin });
}

function isManifest(_value: unknown, faults: FaultList): _value is Manifest {
  return faults.length === 0;
}

function parseJson(text: string, origin: TextOrigin): unknown {
  const reading = readExactJson(text);
  if (reading.kind === 'value') return reading.value;
  const { problem, line, column } = reading;
  throw new Fault('osbuild/json', `the text is no JSON: ${problem}`, {
    at: { ...origin, line, column },
    hint: 'give a manifest as osbuild reads it: one JSON object with "version", "pipelines" and "sources"',
  });
}

const stageSchemaMemory = new Map<string, z.ZodType>();

function manifestFaults(value: unknown, at: Location): FaultList {
  const faults = new FaultList();
  const frame = frameSchema.safeParse(value);
  if (!frame.success) reportSchemaFaults(frameSchema, value, { faults, at });
  for (const [pipeline, { stages = [] }] of (frame.data?.pipelines ?? []).entries()) {
    for (const [index, stage] of stages.entries()) {
      reportStage(stage, { faults, at: { ...at, path: ['pipelines', pipeline, 'stages', index] } });
    }
  }
  return faults;
}

function reportStage(stage: { readonly type: string }, { faults, at }: Checking): void {
  const { type } = stage;
  if (!knownStages.includes(type)) {
    faults.report(
      () =>
        new Fault('osbuild/unknown-stage', `the stage ${JSON.stringify(type)} is not known`, {
          at: inside(at, 'type'),
          hint: among(type, knownStages, 'known stages'),
        }),
    );
    return;
  }
  const schema = stageSchemaMemory.get(type) ?? stageSchema(type);
  stageSchemaMemory.set(type, schema);
  reportSchemaFaults(schema, stage, { faults, at });
}
