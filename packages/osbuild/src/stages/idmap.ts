import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.idmap`, in the order in which they are written. */
export const idmap = z.strictObject({
  items: z.exactOptional(
    z.record(
      z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/)),
      z.union([
        z.array(z.string().regex(pythonRegex(/^(?:(?:u|g|b):)?[0-9]+:[0-9]+:[1-9][0-9]*$/))).min(1),
        z.strictObject({ user: z.string().min(1), group: z.string().min(1) }),
      ]),
    ),
  ),
});
