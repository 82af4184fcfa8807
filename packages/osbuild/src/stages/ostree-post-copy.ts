import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.ostree.post-copy`, in the order in which they are written. */
export const ostreePostCopy = z.strictObject({
  sysroot: z.exactOptional(z.string().regex(pythonRegex(/^\/(?!\.\.)((?!\/\.\.\/).)+$/))),
});
