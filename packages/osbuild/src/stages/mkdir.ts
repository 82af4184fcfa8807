import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

/** Options of `org.osbuild.mkdir`, in the order in which they are written. */
export const mkdir = z.strictObject({
  paths: z.exactOptional(
    z.array(
      z.strictObject({
        path: z.union([
          z.string().regex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/),
          z.string().regex(/^mount:\/\/.+/),
          z.string().regex(/^tree:\/\/.+/),
        ]),
        mode: z.exactOptional(z.number()),
        parents: z.exactOptional(z.boolean()),
        exist_ok: z.exactOptional(z.boolean()),
      }),
    ),
  ),
});

export type MkdirOptions = OptionsOf<typeof mkdir>;
