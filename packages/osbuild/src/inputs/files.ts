import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import type { OptionsOf } from '../schema/options-of.ts';
import { withoutKeys } from '../schema/other-types.ts';
import { pythonRegex } from '../schema/python-regex.ts';

const sourceOrigin = z.literal('org.osbuild.source');

const metadata = z.record(z.string().regex(pythonRegex(/^\w+[.]{1}\w+$/)), withoutKeys);

const sourceOptions = z.strictObject({ metadata: z.exactOptional(metadata) });

const sourceArrayRef = z.array(z.strictObject({ id: z.string(), options: z.exactOptional(sourceOptions) })).min(1);

const sourceObjectRef = z.record(z.string(), sourceOptions).refine(...keysMeet({ minProperties: 1 }));

const pipelineOrigin = z.literal('org.osbuild.pipeline');

const pipelineOptions = z.strictObject({ metadata: z.exactOptional(metadata), file: z.exactOptional(z.string()) });

const pipelineArrayRef = z.array(z.strictObject({ id: z.string(), options: z.exactOptional(pipelineOptions) })).min(1);

const pipelineObjectRef = z.record(z.string(), pipelineOptions).refine(...keysMeet({ minProperties: 1 }));

/** An input `org.osbuild.files`. */
export const filesInputSchema = z.union([
  z.strictObject({
    type: z.literal('org.osbuild.files'),
    origin: sourceOrigin,
    references: z.xor([z.array(z.string()), sourceArrayRef, sourceObjectRef]),
  }),
  z.strictObject({
    type: z.literal('org.osbuild.files'),
    origin: pipelineOrigin,
    references: z.union([pipelineArrayRef, pipelineObjectRef]),
  }),
]);

export type FilesInput = OptionsOf<typeof filesInputSchema>;
