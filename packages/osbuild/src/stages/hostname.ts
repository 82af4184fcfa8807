import * as z from 'zod';

/** Options of `org.osbuild.hostname`, in the order in which they are written. */
export const hostname = z.strictObject({ hostname: z.string() });
