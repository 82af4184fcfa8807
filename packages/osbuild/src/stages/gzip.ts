import * as z from 'zod';

/** Options of `org.osbuild.gzip`, in the order in which they are written. */
export const gzip = z.strictObject({ filename: z.string(), level: z.exactOptional(z.int().min(1).max(9)) });
