import * as z from 'zod';

/** Options of `org.osbuild.systemd-repart.create`, in the order in which they are written. */
export const systemdRepartCreate = z.strictObject({
  path: z.string(),
  size: z.string(),
  seed: z.exactOptional(z.string()),
  'sector-size': z.exactOptional(z.int()),
  'defer-partitions-factory-reset': z.exactOptional(z.boolean()),
  split: z.exactOptional(z.boolean()),
});
