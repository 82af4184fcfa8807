import { type Fields, fieldsOf, listOf } from '@bootwright/osbuild';

/** The manifest that `osbuild --inspect` printed, with names in place of ids, where a pipeline has that id. */
export function fromInspection(value: unknown): unknown {
  const manifest = fieldsOf(value);
  const names = new Map<unknown, string>();
  for (const pipeline of listOf(manifest.pipelines)) {
    const { name, stages } = fieldsOf(pipeline);
    const { id } = fieldsOf(listOf(stages).at(-1));
    if (typeof name === 'string' && typeof id === 'string' && !names.has(id)) names.set(id, `name:${name}`);
  }
  const named = (reference: string) => names.get(reference) ?? reference;
  const pipelines = listOf(manifest.pipelines).map((pipeline) => {
    const { build, stages, ...others } = fieldsOf(pipeline);
    return {
      ...others,
      ...(build === undefined ? {} : { build: typeof build === 'string' ? named(build) : build }),
      ...(stages === undefined ? {} : { stages: listOf(stages).map((stage) => fromStage(fieldsOf(stage), named)) }),
    };
  });
  return { ...manifest, pipelines };
}

function fromStage({ id: _id, inputs, mounts, ...others }: Fields, named: (reference: string) => string): Fields {
  return {
    ...others,
    ...(inputs === undefined ? {} : { inputs: mapped(inputs, (input) => fromInput(fieldsOf(input), named)) }),
    // A mount without a target is printed with null.
    ...(mounts === undefined ? {} : { mounts: listOf(mounts).map((mount) => withoutNulls(fieldsOf(mount))) }),
  };
}

function fromInput({ references, ...others }: Fields, named: (reference: string) => string): Fields {
  if (others.origin !== 'org.osbuild.pipeline') return references === undefined ? others : { ...others, references };
  const entries = Object.entries(fieldsOf(references)).map(([key, options]) => [named(key), options]);
  return { ...others, references: Object.fromEntries(entries) };
}

function mapped(value: unknown, map: (one: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, one]) => [key, map(one)]));
}

const withoutNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
