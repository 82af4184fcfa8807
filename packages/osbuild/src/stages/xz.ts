import * as z from 'zod';

/** Options of `org.osbuild.xz`, in the order in which they are written. */
export const xz = z.strictObject({ filename: z.string() });
