import * as z from 'zod';

/** Options of `org.osbuild.dnf4.versionlock`, in the order in which they are written. */
export const dnf4Versionlock = z.strictObject({ add: z.array(z.string()) });
