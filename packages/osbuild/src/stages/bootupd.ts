import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';
import { ostreeDeployment } from '../shared-schemas.ts';

/** Options of `org.osbuild.bootupd`, in the order in which they are written. */
export const bootupd = z.strictObject({
  deployment: z.exactOptional(ostreeDeployment),
  'static-configs': z.exactOptional(z.boolean()),
  bios: z.exactOptional(z.strictObject({ device: z.string(), partition: z.exactOptional(z.number()) })),
});

export type BootupdOptions = OptionsOf<typeof bootupd>;
