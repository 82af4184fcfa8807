import * as z from 'zod';
import { pythonRegex } from '../schema/python-regex.ts';

/** Options of `org.osbuild.dd`, in the order in which they are written. */
export const dd = z.strictObject({
  src: z.string().regex(pythonRegex(/^(input|tree|mount):\/\/./)),
  dst: z.string(),
  src_offset: z.exactOptional(z.int().min(0)),
  count: z.int().min(1),
});
