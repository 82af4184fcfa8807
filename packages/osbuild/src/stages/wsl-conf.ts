import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.wsl.conf`, in the order in which they are written. */
export const wslConf = z
  .strictObject({
    boot: z.exactOptional(
      z.strictObject({ systemd: z.exactOptional(z.boolean()) }).refine(...keysMeet({ minProperties: 1 })),
    ),
  })
  .refine(...keysMeet({ minProperties: 1 }));
