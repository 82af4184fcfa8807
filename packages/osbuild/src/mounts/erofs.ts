import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A mount `org.osbuild.erofs`. */
export const erofsMountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.erofs'),
  source: z.string(),
  target: z.string(),
  options: z.exactOptional(z.strictObject({})),
});

export type ErofsMount = OptionsOf<typeof erofsMountSchema>;
