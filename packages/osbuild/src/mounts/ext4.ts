import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A mount `org.osbuild.ext4`. */
export const ext4MountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.ext4'),
  source: z.string(),
  partition: z.exactOptional(z.number()),
  target: z.string(),
  options: z.exactOptional(
    z.strictObject({ readonly: z.exactOptional(z.boolean()), norecovery: z.exactOptional(z.boolean()) }),
  ),
});

export type Ext4Mount = OptionsOf<typeof ext4MountSchema>;
