import * as z from 'zod';

/** Options of `org.osbuild.buildstamp`, in the order in which they are written. */
export const buildstamp = z.looseObject({
  arch: z.string(),
  product: z.string(),
  version: z.string(),
  final: z.boolean(),
  variant: z.exactOptional(z.string()),
  bugurl: z.exactOptional(z.string()),
});
