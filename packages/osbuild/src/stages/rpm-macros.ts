import * as z from 'zod';
import { distinctItems } from '../schema/distinct-items.ts';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.rpm.macros`, in the order in which they are written. */
export const rpmMacros = z.strictObject({
  filename: z.string(),
  macros: z
    .strictObject({
      _install_langs: z.exactOptional(
        z
          .array(z.string())
          .min(1)
          .refine(...distinctItems),
      ),
      _dbpath: z.exactOptional(z.string()),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});
