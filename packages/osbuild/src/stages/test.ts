import * as z from 'zod';

/** Options of `org.osbuild.test`, in the order in which they are written. */
export const test = z.strictObject({ script: z.string() });
