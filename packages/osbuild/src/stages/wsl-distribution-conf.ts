import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.wsl-distribution.conf`, in the order in which they are written. */
export const wslDistributionConf = z.strictObject({
  oobe: z.exactOptional(
    z
      .strictObject({ default_uid: z.exactOptional(z.int()), default_name: z.exactOptional(z.string()) })
      .refine(...keysMeet({ minProperties: 1 })),
  ),
  shortcut: z.exactOptional(
    z.strictObject({ enabled: z.exactOptional(z.boolean()), icon: z.exactOptional(z.string()) }),
  ),
});
