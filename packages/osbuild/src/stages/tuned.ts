import * as z from 'zod';

/** Options of `org.osbuild.tuned`, in the order in which they are written. */
export const tuned = z.strictObject({ profiles: z.array(z.string().min(1)).min(1) });
