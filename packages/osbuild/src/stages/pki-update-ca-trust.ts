import * as z from 'zod';

/** Options of `org.osbuild.pki.update-ca-trust`, in the order in which they are written. */
export const pkiUpdateCaTrust = z.strictObject({});
