import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import type { OptionsOf } from '../schema/options-of.ts';

const options = z.strictObject({ ref: z.exactOptional(z.string()) });

/** An input `org.osbuild.ostree`. */
export const ostreeInputSchema = z.strictObject({
  type: z.literal('org.osbuild.ostree'),
  origin: z.literal(['org.osbuild.source', 'org.osbuild.pipeline']),
  references: z.xor([
    z.array(z.string()).min(1),
    z.record(z.string(), options).refine(...keysMeet({ minProperties: 1 })),
    z.tuple([z.strictObject({ id: z.string(), options: z.exactOptional(options) })]),
  ]),
});

export type OstreeInput = OptionsOf<typeof ostreeInputSchema>;
