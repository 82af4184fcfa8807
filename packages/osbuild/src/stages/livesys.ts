import * as z from 'zod';

/** Options of `org.osbuild.livesys`, in the order in which they are written. */
export const livesys = z.strictObject({ livesys_session: z.string() });
