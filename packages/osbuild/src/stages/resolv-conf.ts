import * as z from 'zod';

/** Options of `org.osbuild.resolv-conf`, in the order in which they are written. */
export const resolvConf = z.strictObject({
  nameserver: z.exactOptional(z.array(z.string())),
  search: z.exactOptional(z.array(z.string())),
});
