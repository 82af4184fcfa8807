import * as z from 'zod';

/** Options of `org.osbuild.ostree.grub2`, in the order in which they are written. */
export const ostreeGrub2 = z.strictObject({
  filename: z.string(),
  source: z.exactOptional(z.xor([z.string().regex(/^mount:\/\//), z.string().regex(/^input:\/\/[^/]+\//)])),
});
