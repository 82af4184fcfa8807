import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.mks390image`, in the order in which they are written. */
export const mks390image = z.strictObject({
  kernel: z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/)),
  initrd: z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/)),
  config: z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/)),
  image: z.string().regex(pythonRegex(/^\/?(?!\.\.)((?!\/\.\.\/).)+$/)),
});
