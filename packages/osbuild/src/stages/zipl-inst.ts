import * as z from 'zod';

/** Options of `org.osbuild.zipl.inst`, in the order in which they are written. */
export const ziplInst = z.strictObject({
  kernel: z.string(),
  location: z.number(),
  kernel_opts_append: z.exactOptional(z.array(z.string())),
  blocksize: z.exactOptional(z.number()),
});
