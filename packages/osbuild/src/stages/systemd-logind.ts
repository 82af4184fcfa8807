import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.systemd-logind`, in the order in which they are written. */
export const systemdLogind = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w.-]{1,250}\.conf$/)),
  config: z
    .strictObject({
      Login: z.exactOptional(
        z
          .strictObject({ NAutoVTs: z.exactOptional(z.int().min(0)), ReserveVT: z.exactOptional(z.int().min(0)) })
          .refine(...keysMeet({ minProperties: 1 })),
      ),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});
