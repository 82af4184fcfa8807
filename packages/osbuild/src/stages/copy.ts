import * as z from 'zod';

/** Options of `org.osbuild.copy`, in the order in which they are written. */
export const copy = z.strictObject({
  paths: z
    .array(
      z.strictObject({
        from: z.xor([
          z.string().regex(/^input:\/\/[^/]+\//),
          z.string().regex(/^mount:\/\/[^/]+\//),
          z.string().regex(/^tree:\/\/\//),
        ]),
        to: z.xor([z.string().regex(/^mount:\/\/[^/]+\//), z.string().regex(/^tree:\/\/\//)]),
        remove_destination: z.exactOptional(z.boolean()),
      }),
    )
    .min(1),
});
