import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A mount `org.osbuild.noop`. */
export const noopMountSchema = z.strictObject({
  name: z.string(),
  type: z.literal('org.osbuild.noop'),
  source: z.string(),
  partition: z.exactOptional(z.number()),
  target: z.string(),
  options: z.exactOptional(z.record(z.string(), z.unknown())),
});

export type NoopMount = OptionsOf<typeof noopMountSchema>;
