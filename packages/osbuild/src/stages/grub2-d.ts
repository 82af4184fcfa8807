import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

/** Options of `org.osbuild.grub2.d`, in the order in which they are written. */
export const grub2D = z.strictObject({
  path: z.xor([z.string().regex(/^mount:\/\/[^/]+\//), z.string().regex(/^tree:\/\/\//)]),
  config: z
    .strictObject({
      terminal_input: z.exactOptional(z.array(z.string())),
      terminal_output: z.exactOptional(z.array(z.string())),
      serial: z.exactOptional(z.string()),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});
