import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.chmod`, in the order in which they are written. */
export const chmod = z.strictObject({
  items: z.exactOptional(
    z.record(
      z.string().regex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/),
      z.looseObject({ mode: z.string(), recursive: z.exactOptional(z.boolean()) }),
    ),
  ),
});

export type ChmodOptions = OptionsOf<typeof chmod>;
