import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.greenboot`, in the order in which they are written. */
export const greenboot = z.strictObject({
  config: z.strictObject({ monitor_services: z.exactOptional(z.array(z.string())) }),
});

export type GreenbootOptions = OptionsOf<typeof greenboot>;
