import * as z from 'zod';

/** Options of `org.osbuild.systemd.preset`, in the order in which they are written. */
export const systemdPreset = z.strictObject({
  presets: z.exactOptional(
    z.array(z.strictObject({ name: z.string(), state: z.literal(['enable', 'disable']) })).min(1),
  ),
});
