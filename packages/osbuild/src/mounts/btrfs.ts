import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A mount `org.osbuild.btrfs`. */
export const btrfsMountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.btrfs'),
  source: z.string(),
  partition: z.exactOptional(z.number()),
  target: z.string(),
  options: z.exactOptional(
    z.strictObject({
      readonly: z.exactOptional(z.boolean()),
      norecovery: z.exactOptional(z.boolean()),
      subvol: z.exactOptional(z.string()),
      compress: z.exactOptional(z.string()),
    }),
  ),
});

export type BtrfsMount = OptionsOf<typeof btrfsMountSchema>;
