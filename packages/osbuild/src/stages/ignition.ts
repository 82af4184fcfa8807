import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.ignition`, in the order in which they are written. */
export const ignition = z.strictObject({
  network: z.exactOptional(z.array(z.string())),
  target: z.exactOptional(z.string()),
});

export type IgnitionOptions = OptionsOf<typeof ignition>;
