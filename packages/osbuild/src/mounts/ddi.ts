import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A mount `org.osbuild.ddi`. */
export const ddiMountSchema = z.strictObject({
  name: z.string(),
  source: z.string(),
  target: z.string(),
  type: z.literal('org.osbuild.ddi'),
  options: z.exactOptional(
    z.strictObject({
      growfs: z.exactOptional(z.boolean()),
      'read-only': z.exactOptional(z.boolean()),
      fsck: z.exactOptional(z.boolean()),
      discard: z.exactOptional(z.literal(['disabled', 'loop', 'all', 'crypto'])),
      'image-policy': z.exactOptional(z.string()),
      'image-filter': z.exactOptional(z.string()),
    }),
  ),
});

export type DdiMount = OptionsOf<typeof ddiMountSchema>;
