import * as z from 'zod';

/** Options of `org.osbuild.dmverity`, in the order in which they are written. */
export const dmverity = z.strictObject({ blocksize: z.exactOptional(z.number()), root_hash_file: z.string() });
