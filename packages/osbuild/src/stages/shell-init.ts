import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.shell.init`, in the order in which they are written. */
export const shellInit = z.strictObject({
  files: z.exactOptional(
    z.record(
      z.string().regex(pythonRegex(/^[a-zA-Z0-9.\-_]{1,250}$/)),
      z.strictObject({
        env: z.exactOptional(
          z
            .array(z.strictObject({ key: z.string().regex(pythonRegex(/^[A-Z_][A-Z0-9_]*$/)), value: z.string() }))
            .min(1),
        ),
      }),
    ),
  ),
});
