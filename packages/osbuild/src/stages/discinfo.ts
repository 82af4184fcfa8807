import * as z from 'zod';

/** Options of `org.osbuild.discinfo`, in the order in which they are written. */
export const discinfo = z.looseObject({ basearch: z.string(), release: z.string() });
