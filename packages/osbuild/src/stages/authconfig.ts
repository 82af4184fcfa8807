import * as z from 'zod';

/** Options of `org.osbuild.authconfig`, in the order in which they are written. */
export const authconfig = z.strictObject({});
