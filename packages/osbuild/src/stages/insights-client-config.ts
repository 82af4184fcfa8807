import * as z from 'zod';

/** Options of `org.osbuild.insights-client.config`, in the order in which they are written. */
export const insightsClientConfig = z.strictObject({
  config: z.strictObject({ proxy: z.exactOptional(z.string()) }),
  path: z.exactOptional(z.string()),
});
