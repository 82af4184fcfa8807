import * as z from 'zod';

/** Options of `org.osbuild.ignition`, in the order in which they are written. */
export const ignition = z.strictObject({
  network: z.exactOptional(z.array(z.string())),
  target: z.exactOptional(z.string()),
});
