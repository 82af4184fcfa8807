import * as z from 'zod';

/** Options of `org.osbuild.rpmkeys.import`, in the order in which they are written. */
export const rpmkeysImport = z.strictObject({});
