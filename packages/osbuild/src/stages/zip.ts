import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.zip`, in the order in which they are written. */
export const zip = z.strictObject({
  filename: z.string().min(1),
  include: z.exactOptional(z.array(z.string())),
  level: z.exactOptional(z.int().min(0).max(9)),
});

export type ZipOptions = OptionsOf<typeof zip>;
