import * as z from 'zod';

/** Options of `org.osbuild.coreos.platform`, in the order in which they are written. */
export const coreosPlatform = z.strictObject({ platform: z.exactOptional(z.string()) });
