import * as z from 'zod';

/** Options of `org.osbuild.btrfs.subvol`, in the order in which they are written. */
export const btrfsSubvol = z.strictObject({
  subvolumes: z.exactOptional(z.array(z.strictObject({ name: z.string() }))),
});
