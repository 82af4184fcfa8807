import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A device `org.osbuild.loopback`. */
export const loopbackDeviceSchema = z.strictObject({
  type: z.literal('org.osbuild.loopback'),
  parent: z.exactOptional(z.string()),
  options: z.exactOptional(
    z.strictObject({
      filename: z.string(),
      start: z.exactOptional(z.number()),
      size: z.exactOptional(z.number()),
      'sector-size': z.exactOptional(z.number()),
      lock: z.exactOptional(z.boolean()),
      partscan: z.exactOptional(z.boolean()),
      'read-only': z.exactOptional(z.boolean()),
    }),
  ),
});

export type LoopbackDevice = OptionsOf<typeof loopbackDeviceSchema>;
