import * as z from 'zod';

/** Options of `org.osbuild.waagent.conf`, in the order in which they are written. */
export const waagentConf = z.strictObject({
  config: z.strictObject({
    'Provisioning.UseCloudInit': z.exactOptional(z.boolean()),
    'Provisioning.Enabled': z.exactOptional(z.boolean()),
    'ResourceDisk.Format': z.exactOptional(z.boolean()),
    'ResourceDisk.EnableSwap': z.exactOptional(z.boolean()),
  }),
});
