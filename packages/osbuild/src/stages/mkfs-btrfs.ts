import * as z from 'zod';

/** Options of `org.osbuild.mkfs.btrfs`, in the order in which they are written. */
export const mkfsBtrfs = z.strictObject({
  uuid: z.string(),
  label: z.exactOptional(z.string().max(256)),
  metadata: z.exactOptional(z.literal(['single', 'dup'])),
});
