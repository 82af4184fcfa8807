import * as z from 'zod';

/** Options of `org.osbuild.kernel-cmdline.bls-append`, in the order in which they are written. */
export const kernelCmdlineBlsAppend = z.strictObject({
  kernel_opts: z.array(z.string()),
  bootpath: z.exactOptional(z.string().regex(/^(mount|tree):\/\/\//)),
});
