import * as z from 'zod';

/** Options of `org.osbuild.ostree.preptree`, in the order in which they are written. */
export const ostreePreptree = z.strictObject({
  etc_group_members: z.exactOptional(z.array(z.string())),
  'initramfs-args': z.exactOptional(z.array(z.string())),
  'tmp-is-dir': z.exactOptional(z.boolean()),
});
