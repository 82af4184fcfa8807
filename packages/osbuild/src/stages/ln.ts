import * as z from 'zod';

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
