import * as z from 'zod';
import { ostreeDeployment } from '../shared-schemas.ts';

/** Options of `org.osbuild.bootupd`, in the order in which they are written. */
export const bootupd = z.strictObject({
  deployment: z.exactOptional(ostreeDeployment),
  'static-configs': z.exactOptional(z.boolean()),
  bios: z.exactOptional(z.strictObject({ device: z.string(), partition: z.exactOptional(z.number()) })),
});
