import * as z from 'zod';

/** Options of `org.osbuild.grub2.iso`, in the order in which they are written. */
export const grub2Iso = z.strictObject({
  product: z.strictObject({ name: z.string(), version: z.string() }),
  kernel: z.looseObject({ dir: z.string(), opts: z.exactOptional(z.array(z.string())) }),
  isolabel: z.string(),
  architectures: z.exactOptional(z.array(z.string())),
  vendor: z.exactOptional(z.string()),
  fips: z.exactOptional(z.boolean()),
  troubleshooting: z.exactOptional(z.boolean()),
  test: z.exactOptional(z.boolean()),
  install: z.exactOptional(z.boolean()),
  custom: z.exactOptional(z.array(z.strictObject({ name: z.string(), linux: z.string(), initrd: z.string() }))),
  config: z.exactOptional(
    z.strictObject({ timeout: z.exactOptional(z.int().min(0)), default: z.exactOptional(z.int()) }),
  ),
});
