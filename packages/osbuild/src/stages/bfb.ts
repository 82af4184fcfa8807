import * as z from 'zod';

/** Options of `org.osbuild.bfb`, in the order in which they are written. */
export const bfb = z.strictObject({
  filename: z.string(),
  kernel_args: z.exactOptional(z.array(z.string())),
  capsule: z.exactOptional(z.string()),
  boot_path: z.exactOptional(z.string()),
  boot_desc: z.exactOptional(z.string()),
});
