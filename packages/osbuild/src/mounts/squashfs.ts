import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A mount `org.osbuild.squashfs`. */
export const squashfsMountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.squashfs'),
  source: z.string(),
  target: z.string(),
  options: z.exactOptional(z.strictObject({})),
});

export type SquashfsMount = OptionsOf<typeof squashfsMountSchema>;
