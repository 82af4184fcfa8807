import * as z from 'zod';

/** Options of `org.osbuild.rpm-ostree`, in the order in which they are written. */
export const rpmOstree = z.strictObject({
  etc_group_members: z.exactOptional(z.array(z.string())),
  'initramfs-args': z.exactOptional(z.array(z.string())),
});
