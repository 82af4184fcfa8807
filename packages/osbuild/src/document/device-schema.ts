import { z } from 'zod';

export const loopbackOptions = z.strictObject({
  filename: z.string(),
  start: z.exactOptional(z.number()),
  size: z.exactOptional(z.number()),
  'sector-size': z.exactOptional(z.number()),
  lock: z.exactOptional(z.boolean()),
  partscan: z.exactOptional(z.boolean()),
  'read-only': z.exactOptional(z.boolean()),
});

export const logicalVolumeOptions = z.strictObject({ volume: z.string(), vg_partnum: z.exactOptional(z.number()) });

export const luks2Options = z.strictObject({ passphrase: z.string() });

/** A device of a stage. */
export const deviceSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('org.osbuild.loopback'), options: loopbackOptions }),
  z.strictObject({ type: z.literal('org.osbuild.lvm2.lv'), parent: z.string(), options: logicalVolumeOptions }),
  z.strictObject({ type: z.literal('org.osbuild.luks2'), parent: z.string(), options: luks2Options }),
]);
