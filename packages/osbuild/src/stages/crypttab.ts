import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.crypttab`, in the order in which they are written. */
export const crypttab = z.strictObject({
  volumes: z.array(
    z
      .looseObject({
        volume: z.exactOptional(z.string()),
        uuid: z.exactOptional(z.string()),
        path: z.exactOptional(z.string()),
        keyfile: z.exactOptional(z.string()),
        options: z.exactOptional(z.string()),
      })
      .refine(...keysMeet({ oneOf: [{ required: ['uuid', 'volume'] }, { required: ['path', 'volume'] }] })),
  ),
});
