import * as z from 'zod';

/** Options of `org.osbuild.systemd`, in the order in which they are written. */
export const systemd = z.strictObject({
  enabled_services: z.exactOptional(z.array(z.string())),
  disabled_services: z.exactOptional(z.array(z.string())),
  masked_services: z.exactOptional(z.array(z.string())),
  masked_generators: z.exactOptional(z.array(z.string())),
  default_target: z.exactOptional(z.string()),
});
