import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.createaddrsize`, in the order in which they are written. */
export const createaddrsize = z.strictObject({
  initrd: z.string().regex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/),
  addrsize: z.string().regex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/),
});

export type CreateaddrsizeOptions = OptionsOf<typeof createaddrsize>;
