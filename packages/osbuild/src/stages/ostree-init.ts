import * as z from 'zod';

/** Options of `org.osbuild.ostree.init`, in the order in which they are written. */
export const ostreeInit = z.strictObject({
  mode: z.exactOptional(z.literal(['bare', 'bare-user', 'bare-user-only', 'archive'])),
  path: z.exactOptional(z.string()),
});
