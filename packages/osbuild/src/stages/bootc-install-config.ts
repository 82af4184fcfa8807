import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.bootc.install.config`, in the order in which they are written. */
export const bootcInstallConfig = z.strictObject({
  filename: z.string(),
  config: z
    .strictObject({
      install: z.exactOptional(
        z
          .strictObject({
            filesystem: z.exactOptional(z.strictObject({ root: z.strictObject({ type: z.string() }) })),
            kargs: z.exactOptional(z.array(z.string())),
            block: z.exactOptional(z.array(z.literal(['direct', 'tmp2-luks']))),
            ostree: z.exactOptional(z.strictObject({ 'bls-append-except-default': z.exactOptional(z.string()) })),
          })
          .refine(...keysMeet({ minProperties: 1 })),
      ),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});
