import * as z from 'zod';

/** Options of `org.osbuild.locale`, in the order in which they are written. */
export const locale = z.strictObject({ language: z.string() });
