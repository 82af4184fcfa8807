import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A device `org.osbuild.lvm2.lv`. */
export const lvm2LvDeviceSchema = z.strictObject({
  type: z.literal('org.osbuild.lvm2.lv'),
  parent: z.exactOptional(z.string()),
  options: z.exactOptional(z.strictObject({ volume: z.string(), vg_partnum: z.exactOptional(z.number()) })),
});

export type Lvm2LvDevice = OptionsOf<typeof lvm2LvDeviceSchema>;
