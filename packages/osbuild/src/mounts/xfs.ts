import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A mount `org.osbuild.xfs`. */
export const xfsMountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.xfs'),
  source: z.string(),
  target: z.string(),
  partition: z.exactOptional(z.number()),
  options: z.exactOptional(
    z.strictObject({ readonly: z.exactOptional(z.boolean()), norecovery: z.exactOptional(z.boolean()) }),
  ),
});

export type XfsMount = OptionsOf<typeof xfsMountSchema>;
