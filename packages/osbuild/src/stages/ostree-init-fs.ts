import * as z from 'zod';

/** Options of `org.osbuild.ostree.init-fs`, in the order in which they are written. */
export const ostreeInitFs = z.strictObject({});
