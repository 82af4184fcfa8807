import * as z from 'zod';

/** Options of `org.osbuild.hmac`, in the order in which they are written. */
export const hmac = z.strictObject({
  paths: z.array(z.string()).min(1),
  algorithm: z.literal(['sha1', 'sha224', 'sha256', 'sha384', 'sha512']),
});
