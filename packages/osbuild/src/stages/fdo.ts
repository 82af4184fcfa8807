import * as z from 'zod';

/** Options of `org.osbuild.fdo`, in the order in which they are written. */
export const fdo = z.strictObject({});
