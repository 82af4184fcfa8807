import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.btrfs.subvol`, in the order in which they are written. */
export const btrfsSubvol = z.strictObject({
  subvolumes: z.exactOptional(z.array(z.strictObject({ name: z.string() }))),
});

export type BtrfsSubvolOptions = OptionsOf<typeof btrfsSubvol>;
