import { z } from 'zod';
import { keysMeet } from '../keys-meet.ts';
import type { OptionsOf } from '../options-of.ts';

const terminal = z.array(z.string());

/** Options of `org.osbuild.grub2.d`, in the order in which they are written. */
export const grub2D = z.strictObject({
  path: z.union([z.string().regex(/^mount:\/\/[^/]+\//), z.string().regex(/^tree:\/\/\//)]),
  config: z
    .strictObject({
      terminal_input: z.exactOptional(terminal),
      terminal_output: z.exactOptional(terminal),
      serial: z.exactOptional(z.string()),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});

export type Grub2DOptions = OptionsOf<typeof grub2D>;
