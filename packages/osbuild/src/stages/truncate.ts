import * as z from 'zod';

/** Options of `org.osbuild.truncate`, in the order in which they are written. */
export const truncate = z.strictObject({ filename: z.string(), size: z.string() });
