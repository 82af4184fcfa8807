import * as z from 'zod';

/** Options of `org.osbuild.bootiso.mono`, in the order in which they are written. */
export const bootisoMono = z.strictObject({
  product: z.strictObject({ name: z.string(), version: z.string() }),
  kernel: z.string(),
  isolabel: z.string(),
  efi: z.exactOptional(z.strictObject({ architectures: z.array(z.string()), vendor: z.string() })),
  isolinux: z.exactOptional(z.strictObject({ enabled: z.boolean(), debug: z.exactOptional(z.boolean()) })),
  kernel_opts: z.exactOptional(z.string()),
  templates: z.exactOptional(z.string()),
  rootfs: z.exactOptional(
    z.strictObject({
      compression: z.exactOptional(
        z.strictObject({
          method: z.literal(['gzip', 'xz', 'lz4']),
          options: z.exactOptional(
            z.strictObject({ bcj: z.exactOptional(z.literal(['x86', 'arm', 'armthumb', 'powerpc', 'sparc', 'ia64'])) }),
          ),
        }),
      ),
      size: z.exactOptional(z.int()),
    }),
  ),
});
