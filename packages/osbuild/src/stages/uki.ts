import * as z from 'zod';

/** Options of `org.osbuild.uki`, in the order in which they are written. */
export const uki = z.strictObject({
  filename: z.string(),
  kernel: z.exactOptional(z.looseObject({ opts: z.array(z.string()) })),
});
