import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** A device `org.osbuild.luks2`. */
export const luks2DeviceSchema = z.strictObject({
  type: z.literal('org.osbuild.luks2'),
  parent: z.exactOptional(z.string()),
  options: z.exactOptional(z.strictObject({ passphrase: z.string() })),
});

export type Luks2Device = OptionsOf<typeof luks2DeviceSchema>;
