import * as z from 'zod';

/** Options of `org.osbuild.gunzip`, in the order in which they are written. */
export const gunzip = z.strictObject({ path: z.string() });
