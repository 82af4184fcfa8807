import * as z from 'zod';

/** Options of `org.osbuild.mkfs.fat`, in the order in which they are written. */
export const mkfsFat = z.strictObject({
  volid: z.string(),
  label: z.exactOptional(z.string().max(11)),
  'fat-size': z.exactOptional(z.literal([12, 16, 32])),
  geometry: z.exactOptional(z.strictObject({ heads: z.int(), 'sectors-per-track': z.int() })),
});
