import * as z from 'zod';

const options = z.record(z.string(), z.unknown());

/** What a source has, or what an input refers to: names, names with options, or a list of both. */
const references = z.xor([
  z.array(z.string()),
  options,
  z.array(z.strictObject({ id: z.string(), options: z.exactOptional(options) })),
]);

const source = z.strictObject({ items: references, options: z.exactOptional(options) });

const input = z.strictObject({
  type: z.string(),
  origin: z.literal(['org.osbuild.source', 'org.osbuild.pipeline']),
  references,
  options: z.exactOptional(options),
});

const device = z.strictObject({
  type: z.string(),
  parent: z.exactOptional(z.string()),
  options: z.exactOptional(options),
});

const mount = z.strictObject({
  name: z.string(),
  type: z.string(),
  source: z.exactOptional(z.string()),
  target: z.exactOptional(z.string()),
  partition: z.exactOptional(z.number()),
  options: z.exactOptional(options),
});

const stage = z.strictObject({
  type: z.string(),
  inputs: z.exactOptional(z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.-]{0,254}/), input)),
  options: z.exactOptional(options),
  devices: z.exactOptional(z.record(z.string(), device)),
  mounts: z.exactOptional(z.array(mount)),
});

const pipelineFields = {
  build: z.exactOptional(z.string()),
  runner: z.exactOptional(z.string()),
  'source-epoch': z.exactOptional(z.int()),
  stages: z.exactOptional(z.array(stage)),
};

const metadata = z.strictObject({
  generators: z.exactOptional(z.array(z.strictObject({ name: z.string(), version: z.exactOptional(z.string()) }))),
  exports: z.exactOptional(z.array(z.strictObject({ name: z.string() }))),
});

/**
 * A manifest but for what its modules describe themselves (options of stages, sources, inputs, devices, mounts), as
 * osbuild accepts it: pipelines and sources may be missing, and a name may be of any type.
 */
export const documentSchema = z.strictObject({
  version: z.literal('2'),
  metadata: z.exactOptional(metadata),
  pipelines: z.exactOptional(z.array(z.strictObject({ name: z.unknown(), ...pipelineFields }))),
  sources: z.exactOptional(z.record(z.string(), source)),
});

/** The same as the type `Manifest` has it. */
export const manifestSchema = documentSchema.extend({
  pipelines: z.array(z.strictObject({ name: z.string(), ...pipelineFields })),
  sources: z.record(z.string(), source),
});
