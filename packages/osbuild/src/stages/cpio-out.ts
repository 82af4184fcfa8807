import * as z from 'zod';

/** Options of `org.osbuild.cpio.out`, in the order in which they are written. */
export const cpioOut = z.strictObject({
  filename: z.string(),
  append: z.exactOptional(z.boolean()),
  format: z.exactOptional(z.literal(['bin', 'odc', 'newc', 'crc', 'tar', 'ustar'])),
  'root-node': z.exactOptional(z.literal(['include', 'omit'])),
  reproducible: z.exactOptional(z.boolean()),
  owner: z.exactOptional(z.strictObject({ user: z.string(), group: z.exactOptional(z.string()) })),
});
