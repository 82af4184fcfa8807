import * as z from 'zod';

/** Options of `org.osbuild.fix-bls`, in the order in which they are written. */
export const fixBls = z.strictObject({
  prefix: z.exactOptional(z.string()),
  require_boot_prefix: z.exactOptional(z.boolean()),
});
