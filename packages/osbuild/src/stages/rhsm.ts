import * as z from 'zod';

const plugins = z.strictObject({
  'product-id': z.exactOptional(z.strictObject({ enabled: z.exactOptional(z.boolean()) })),
  'subscription-manager': z.exactOptional(z.strictObject({ enabled: z.exactOptional(z.boolean()) })),
});

/** Options of `org.osbuild.rhsm`, in the order in which they are written. */
export const rhsm = z.strictObject({
  'yum-plugins': z.exactOptional(plugins),
  'dnf-plugins': z.exactOptional(plugins),
  'subscription-manager': z.exactOptional(
    z.strictObject({
      rhsm: z.exactOptional(
        z.strictObject({
          manage_repos: z.exactOptional(z.boolean()),
          auto_enable_yum_plugins: z.exactOptional(z.boolean()),
        }),
      ),
      rhsmcertd: z.exactOptional(z.strictObject({ auto_registration: z.exactOptional(z.boolean()) })),
    }),
  ),
});
