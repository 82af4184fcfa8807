import * as z from 'zod';

/** Options of `org.osbuild.pwquality.conf`, in the order in which they are written. */
export const pwqualityConf = z.strictObject({
  config: z.strictObject({
    minlen: z.exactOptional(z.int()),
    dcredit: z.exactOptional(z.int()),
    ucredit: z.exactOptional(z.int()),
    lcredit: z.exactOptional(z.int()),
    ocredit: z.exactOptional(z.int()),
    minclass: z.exactOptional(z.int()),
  }),
});
