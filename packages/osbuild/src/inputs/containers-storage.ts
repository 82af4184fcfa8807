import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import type { OptionsOf } from '../schema/options-of.ts';

const sourceOrigin = z.literal('org.osbuild.source');

const sourceOptions = z.strictObject({ name: z.exactOptional(z.string()) });

const sourceArrayRef = z.array(z.strictObject({ id: z.string(), options: z.exactOptional(sourceOptions) })).min(1);

const sourceObjectRef = z.record(z.string(), sourceOptions).refine(...keysMeet({ minProperties: 1 }));

/** An input `org.osbuild.containers-storage`. */
export const containersStorageInputSchema = z.strictObject({
  type: z.literal('org.osbuild.containers-storage'),
  origin: sourceOrigin,
  references: z.union([sourceArrayRef, sourceObjectRef]),
});

export type ContainersStorageInput = OptionsOf<typeof containersStorageInputSchema>;
