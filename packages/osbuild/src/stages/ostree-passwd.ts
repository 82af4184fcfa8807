import * as z from 'zod';

/** Options of `org.osbuild.ostree.passwd`, in the order in which they are written. */
export const ostreePasswd = z.strictObject({});
