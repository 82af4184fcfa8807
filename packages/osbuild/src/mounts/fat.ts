import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** A mount `org.osbuild.fat`. */
export const fatMountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.fat'),
  source: z.string(),
  target: z.string(),
  partition: z.exactOptional(z.number()),
  options: z.exactOptional(
    z.strictObject({
      readonly: z.exactOptional(z.boolean()),
      uid: z.exactOptional(z.int()),
      gid: z.exactOptional(z.int()),
      umask: z.exactOptional(z.string().regex(pythonRegex(/^[0-7][0-7][0-7]$/))),
      shortname: z.exactOptional(z.literal(['lower', 'win95', 'winnt', 'mixed'])),
    }),
  ),
});

export type FatMount = OptionsOf<typeof fatMountSchema>;
