import * as z from 'zod';

/** Options of `org.osbuild.ostree.os-init`, in the order in which they are written. */
export const ostreeOsInit = z.looseObject({ osname: z.string() });
