import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.yum.config`, in the order in which they are written. */
export const yumConfig = z.strictObject({
  config: z.exactOptional(
    z.strictObject({ http_caching: z.exactOptional(z.literal(['all', 'packages', 'lazy:packages', 'none'])) }),
  ),
  plugins: z.exactOptional(
    z.strictObject({
      langpacks: z.exactOptional(
        z
          .strictObject({ locales: z.exactOptional(z.array(z.string()).min(1)) })
          .refine(...keysMeet({ minProperties: 1 })),
      ),
    }),
  ),
});
