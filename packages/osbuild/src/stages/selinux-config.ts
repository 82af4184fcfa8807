import * as z from 'zod';

/** Options of `org.osbuild.selinux.config`, in the order in which they are written. */
export const selinuxConfig = z.strictObject({
  state: z.exactOptional(z.literal(['enforcing', 'permissive', 'disabled'])),
  type: z.exactOptional(z.literal(['targeted', 'minimum', 'mls'])),
});
