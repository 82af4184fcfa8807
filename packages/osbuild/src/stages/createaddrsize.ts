import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.createaddrsize`, in the order in which they are written. */
export const createaddrsize = z.strictObject({
  initrd: z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/)),
  addrsize: z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/)),
});
