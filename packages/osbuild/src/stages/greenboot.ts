import * as z from 'zod';

/** Options of `org.osbuild.greenboot`, in the order in which they are written. */
export const greenboot = z.strictObject({
  config: z.strictObject({ monitor_services: z.exactOptional(z.array(z.string())) }),
});
