import * as z from 'zod';

/** Options of `org.osbuild.implantisomd5`, in the order in which they are written. */
export const implantisomd5 = z.strictObject({ filename: z.string() });
