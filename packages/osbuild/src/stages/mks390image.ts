import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.mks390image`, in the order in which they are written. */
export const mks390image = z.strictObject({
  kernel: z.string().regex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/),
  initrd: z.string().regex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/),
  config: z.string().regex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/),
  image: z.string().regex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/),
});

export type Mks390imageOptions = OptionsOf<typeof mks390image>;
