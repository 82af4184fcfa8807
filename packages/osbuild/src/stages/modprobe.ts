import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.modprobe`, in the order in which they are written. */
export const modprobe = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w.-]{1,250}\.conf$/)),
  commands: z.array(
    z.union([
      z.strictObject({ command: z.literal('blacklist'), modulename: z.string().min(1) }),
      z.strictObject({ command: z.literal('install'), modulename: z.string().min(1), cmdline: z.string().min(1) }),
    ]),
  ),
});
