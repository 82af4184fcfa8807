import * as z from 'zod';

/** Options of `org.osbuild.error`, in the order in which they are written. */
export const error = z.strictObject({ returncode: z.exactOptional(z.number()) });
