import * as z from 'zod';

/** Options of `org.osbuild.container-deploy`, in the order in which they are written. */
export const containerDeploy = z.strictObject({
  exclude: z.exactOptional(z.array(z.string()).min(1)),
  'remove-signatures': z.exactOptional(z.boolean()),
});
