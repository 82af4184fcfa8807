import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.ln`, in the order in which they are written. */
export const ln = z.strictObject({
  paths: z
    .array(
      z.strictObject({
        target: z.string(),
        link_name: z.xor([z.string().regex(/^mount:\/\/[^/]+\//), z.string().regex(/^tree:\/\//)]),
        symbolic: z.exactOptional(z.boolean()),
      }),
    )
    .min(1),
});

export type LnOptions = OptionsOf<typeof ln>;
