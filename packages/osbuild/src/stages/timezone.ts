import * as z from 'zod';

/** Options of `org.osbuild.timezone`, in the order in which they are written. */
export const timezone = z.strictObject({ zone: z.string() });
