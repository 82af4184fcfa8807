import * as z from 'zod';

/** Options of `org.osbuild.zipl`, in the order in which they are written. */
export const zipl = z.strictObject({ timeout: z.exactOptional(z.number()) });
