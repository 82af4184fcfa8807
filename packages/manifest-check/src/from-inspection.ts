import { type JsonObject, listOf, objectOf } from '@bootwright/core';

/** The manifest that `osbuild --inspect` printed, with names in place of ids, where a pipeline has that id. */
export function fromInspection(value: unknown): unknown {
  const manifest = objectOf(value);
  const names = new Map<unknown, string>();
  for (const pipeline of listOf(manifest.pipelines)) {
    const { name, stages } = objectOf(pipeline);
    const { id } = objectOf(listOf(stages).at(-1));
    if (typeof name === 'string' && typeof id === 'string' && !names.has(id)) names.set(id, `name:${name}`);
  }
  const named = (reference: string) => names.get(reference) ?? reference;
  const pipelines = listOf(manifest.pipelines).map((pipeline) => {
    const { build, stages, ...others } = objectOf(pipeline);
    return {
      ...others,
      ...(build === undefined ? {} : { build: typeof build === 'string' ? named(build) : build }),
      ...(stages === undefined ? {} : { stages: listOf(stages).map((stage) => fromStage(objectOf(stage), named)) }),
    };
  });
  return { ...manifest, pipelines };
}

function fromStage(
  { id: _id, inputs, mounts, ...others }: JsonObject,
  named: (reference: string) => string,
): JsonObject {
  return {
    ...others,
    ...(inputs === undefined ? {} : { inputs: mapped(inputs, (input) => fromInput(objectOf(input), named)) }),
    // A mount without a target is printed with null.
    ...(mounts === undefined ? {} : { mounts: listOf(mounts).map((mount) => withoutNulls(objectOf(mount))) }),
  };
}

function fromInput({ references, ...others }: JsonObject, named: (reference: string) => string): JsonObject {
  if (others.origin !== 'org.osbuild.pipeline') return references === undefined ? others : { ...others, references };
  const entries = Object.entries(objectOf(references)).map(([key, options]) => [named(key), options]);
  return { ...others, references: Object.fromEntries(entries) };
}

function mapped(value: unknown, map: (one: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(objectOf(value)).map(([key, one]) => [key, map(one)]));
}

const withoutNulls = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
