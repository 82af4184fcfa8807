import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import type { OptionsOf } from '../schema/options-of.ts';

/** An input `org.osbuild.tree`. */
export const treeInputSchema = z.strictObject({
  type: z.literal('org.osbuild.tree'),
  origin: z.literal('org.osbuild.pipeline'),
  references: z.xor([
    z.tuple([z.string()]),
    z.record(z.string(), z.strictObject({})).refine(...keysMeet({ minProperties: 1, maxProperties: 1 })),
    z.tuple([z.strictObject({ id: z.string(), options: z.exactOptional(z.strictObject({})) })]),
  ]),
});

export type TreeInput = OptionsOf<typeof treeInputSchema>;
