import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import type { OptionsOf } from '../schema/options-of.ts';

/** An input `org.osbuild.ostree.checkout`. */
export const ostreeCheckoutInputSchema = z.strictObject({
  type: z.literal('org.osbuild.ostree.checkout'),
  origin: z.literal(['org.osbuild.source', 'org.osbuild.pipeline']),
  references: z.xor([
    z.array(z.string()),
    z.record(z.string(), z.strictObject({})).refine(...keysMeet({ minProperties: 1 })),
    z.tuple([z.strictObject({ id: z.string(), options: z.exactOptional(z.strictObject({})) })]),
  ]),
});

export type OstreeCheckoutInput = OptionsOf<typeof ostreeCheckoutInputSchema>;
