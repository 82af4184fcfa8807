import * as z from 'zod';

/** Options of `org.osbuild.lorax-script`, in the order in which they are written. */
export const loraxScript = z.strictObject({
  path: z.string(),
  basearch: z.exactOptional(z.string()),
  product: z.exactOptional(z.strictObject({ name: z.exactOptional(z.string()), version: z.exactOptional(z.string()) })),
  branding: z.exactOptional(
    z.strictObject({ release: z.exactOptional(z.string()), logos: z.exactOptional(z.string()) }),
  ),
  libdir: z.exactOptional(z.string()),
});
