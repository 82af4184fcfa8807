import * as z from 'zod';

/** Options of `org.osbuild.zip`, in the order in which they are written. */
export const zip = z.strictObject({
  filename: z.string().min(1),
  include: z.exactOptional(z.array(z.string())),
  level: z.exactOptional(z.int().min(0).max(9)),
});
