import * as z from 'zod';

/** Options of `org.osbuild.isolinux`, in the order in which they are written. */
export const isolinux = z.strictObject({
  product: z.strictObject({ name: z.string(), version: z.string() }),
  kernel: z.looseObject({ dir: z.string(), opts: z.exactOptional(z.array(z.string())) }),
  fips: z.exactOptional(z.boolean()),
});
