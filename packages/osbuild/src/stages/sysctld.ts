import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

const parameter = z.strictObject({ key: z.string(), value: z.string() });

const parameterExcluded = z.strictObject({ key: z.string().regex(pythonRegex(/^-.+$/)) });

/** Options of `org.osbuild.sysctld`, in the order in which they are written. */
export const sysctld = z.strictObject({
  filename: z.string().regex(pythonRegex(/^[\w.-]{1,250}\.conf$/)),
  config: z.array(z.union([parameter, parameterExcluded])).min(1),
});
