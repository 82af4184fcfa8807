import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.ostree.grub2`, in the order in which they are written. */
export const ostreeGrub2 = z.strictObject({
  filename: z.string(),
  source: z.exactOptional(z.xor([z.string().regex(/^mount:\/\//), z.string().regex(/^input:\/\/[^/]+\//)])),
});

export type OstreeGrub2Options = OptionsOf<typeof ostreeGrub2>;
