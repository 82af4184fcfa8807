import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A mount `org.osbuild.bind`. */
export const bindMountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.bind'),
  target: z.string().regex(/^tree:\/\//),
  options: z.exactOptional(z.looseObject({ source: z.unknown() })),
});

export type BindMount = OptionsOf<typeof bindMountSchema>;
