import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.chmod`, in the order in which they are written. */
export const chmod = z.strictObject({
  items: z.exactOptional(
    z.record(
      z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/)),
      z.looseObject({ mode: z.string(), recursive: z.exactOptional(z.boolean()) }),
    ),
  ),
});
