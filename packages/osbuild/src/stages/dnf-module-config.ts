import * as z from 'zod';

/** Options of `org.osbuild.dnf.module-config`, in the order in which they are written. */
export const dnfModuleConfig = z.strictObject({
  conf: z.exactOptional(
    z.strictObject({
      name: z.exactOptional(z.string()),
      stream: z.exactOptional(z.string()),
      state: z.exactOptional(z.string()),
      profiles: z.exactOptional(z.array(z.string())),
    }),
  ),
});
