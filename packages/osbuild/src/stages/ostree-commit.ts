import * as z from 'zod';

/** Options of `org.osbuild.ostree.commit`, in the order in which they are written. */
export const ostreeCommit = z.strictObject({
  ref: z.string(),
  os_version: z.exactOptional(z.string()),
  parent: z.exactOptional(z.string()),
  'selinux-label-version': z.exactOptional(z.int()),
});
