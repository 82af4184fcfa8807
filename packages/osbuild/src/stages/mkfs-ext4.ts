import * as z from 'zod';

/** Options of `org.osbuild.mkfs.ext4`, in the order in which they are written. */
export const mkfsExt4 = z.strictObject({
  uuid: z.string(),
  label: z.exactOptional(z.string().max(16)),
  lazy_init: z.exactOptional(z.boolean()),
  metadata_csum_seed: z.exactOptional(z.boolean()),
  orphan_file: z.exactOptional(z.boolean()),
  verity: z.exactOptional(z.boolean()),
});
