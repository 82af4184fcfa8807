import * as z from 'zod';

/** Options of `org.osbuild.untar`, in the order in which they are written. */
export const untar = z.strictObject({ prefix: z.exactOptional(z.string()) });
