import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import type { OptionsOf } from '../schema/options-of.ts';

const sourceOrigin = z.literal('org.osbuild.source');

const sourceOptions = z.strictObject({ name: z.string() });

const sourceArrayRef = z.array(z.strictObject({ id: z.string(), options: z.exactOptional(sourceOptions) })).min(1);

const sourceObjectRef = z.record(z.string(), sourceOptions).refine(...keysMeet({ minProperties: 1 }));

const pipelineOrigin = z.literal('org.osbuild.pipeline');

const pipelineOptions = z.strictObject({ name: z.string() });

const pipelineArrayRef = z.array(z.strictObject({ id: z.string(), options: z.exactOptional(pipelineOptions) })).min(1);

const pipelineObjectRef = z.record(z.string(), pipelineOptions).refine(...keysMeet({ minProperties: 1 }));

/** An input `org.osbuild.containers`. */
export const containersInputSchema = z.union([
  z.strictObject({
    type: z.literal('org.osbuild.containers'),
    origin: sourceOrigin,
    references: z.union([sourceArrayRef, sourceObjectRef]),
  }),
  z.strictObject({
    type: z.literal('org.osbuild.containers'),
    origin: pipelineOrigin,
    references: z.union([pipelineArrayRef, pipelineObjectRef]),
  }),
]);

export type ContainersInput = OptionsOf<typeof containersInputSchema>;
