import * as z from 'zod';

/** Options of `org.osbuild.grub2.iso.legacy`, in the order in which they are written. */
export const grub2IsoLegacy = z.strictObject({
  grub2dir: z.exactOptional(z.string()),
  product: z.strictObject({ name: z.string(), version: z.string() }),
  kernel: z.looseObject({ dir: z.string(), opts: z.exactOptional(z.array(z.string())) }),
  isolabel: z.string(),
  fips: z.exactOptional(z.boolean()),
  troubleshooting: z.exactOptional(z.boolean()),
  test: z.exactOptional(z.boolean()),
  install: z.exactOptional(z.boolean()),
  custom: z.exactOptional(z.array(z.strictObject({ name: z.string(), linux: z.string(), initrd: z.string() }))),
  platform: z.exactOptional(z.literal(['i386-pc', 'powerpc-ieee1275'])),
  config: z.exactOptional(
    z.strictObject({ timeout: z.exactOptional(z.int().min(0)), default: z.exactOptional(z.int()) }),
  ),
});
