import * as z from 'zod';

/** Options of `org.osbuild.experimental.ostree.config`, in the order in which they are written. */
export const experimentalOstreeConfig = z.strictObject({
  repo: z.string(),
  config: z.exactOptional(
    z.strictObject({
      integrity: z.exactOptional(z.strictObject({ composefs: z.exactOptional(z.literal(['true', 'false', 'maybe'])) })),
    }),
  ),
});
