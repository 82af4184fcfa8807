import * as z from 'zod';

/** Options of `org.osbuild.write-device`, in the order in which they are written. */
export const writeDevice = z.strictObject({ from: z.string().regex(/^input:\/\/[^/]+\//) });
