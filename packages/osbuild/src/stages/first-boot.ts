import * as z from 'zod';

/** Options of `org.osbuild.first-boot`, in the order in which they are written. */
export const firstBoot = z.strictObject({
  commands: z.array(z.string()),
  wait_for_network: z.exactOptional(z.boolean()),
});
