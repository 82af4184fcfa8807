import * as z from 'zod';

/** Options of `org.osbuild.ostree.pull`, in the order in which they are written. */
export const ostreePull = z.strictObject({ repo: z.string(), remote: z.exactOptional(z.string()) });
