import * as z from 'zod';

/** Options of `org.osbuild.mkswap`, in the order in which they are written. */
export const mkswap = z.strictObject({ uuid: z.string(), label: z.exactOptional(z.string().max(12)) });
