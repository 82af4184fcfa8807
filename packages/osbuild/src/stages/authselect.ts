import * as z from 'zod';

/** Options of `org.osbuild.authselect`, in the order in which they are written. */
export const authselect = z.strictObject({
  profile: z.string(),
  features: z.exactOptional(z.array(z.string()).min(1)),
});
