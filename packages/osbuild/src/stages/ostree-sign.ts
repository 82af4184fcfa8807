import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.ostree.sign`, in the order in which they are written. */
export const ostreeSign = z.strictObject({
  repo: z.string(),
  ref: z.string(),
  key: z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/)),
});
