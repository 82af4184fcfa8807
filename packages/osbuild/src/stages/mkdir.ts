import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.mkdir`, in the order in which they are written. */
export const mkdir = z.strictObject({
  paths: z.exactOptional(
    z.array(
      z.strictObject({
        path: z.union([
          z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/)),
          z.string().regex(pythonRegex(/^mount:\/\/.+/)),
          z.string().regex(pythonRegex(/^tree:\/\/.+/)),
        ]),
        mode: z.exactOptional(z.number()),
        parents: z.exactOptional(z.boolean()),
        exist_ok: z.exactOptional(z.boolean()),
      }),
    ),
  ),
});
