import * as z from 'zod';

/** Options of `org.osbuild.zstd`, in the order in which they are written. */
export const zstd = z.strictObject({ filename: z.string() });
