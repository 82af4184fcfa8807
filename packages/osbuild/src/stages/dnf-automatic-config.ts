import * as z from 'zod';

const commands = z.strictObject({
  apply_updates: z.exactOptional(z.boolean()),
  upgrade_type: z.exactOptional(z.literal(['default', 'security'])),
});

/** Options of `org.osbuild.dnf-automatic.config`, in the order in which they are written. */
export const dnfAutomaticConfig = z.strictObject({
  config: z.exactOptional(z.strictObject({ commands: z.exactOptional(commands) })),
});
