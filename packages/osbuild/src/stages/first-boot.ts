import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.first-boot`, in the order in which they are written. */
export const firstBoot = z.strictObject({
  commands: z.array(z.string()),
  wait_for_network: z.exactOptional(z.boolean()),
});

export type FirstBootOptions = OptionsOf<typeof firstBoot>;
