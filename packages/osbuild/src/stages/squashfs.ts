import * as z from 'zod';

/** Options of `org.osbuild.squashfs`, in the order in which they are written. */
export const squashfs = z.strictObject({
  filename: z.string(),
  source: z.exactOptional(z.xor([z.string().regex(/^mount:\/\//), z.string().regex(/^input:\/\/[^/]+\//)])),
  exclude_paths: z.exactOptional(z.array(z.string())),
  compression: z.exactOptional(
    z.strictObject({
      method: z.literal(['gzip', 'lz4', 'xz', 'zstd']),
      options: z.exactOptional(
        z.strictObject({ bcj: z.exactOptional(z.literal(['x86', 'arm', 'armthumb', 'powerpc', 'sparc', 'ia64'])) }),
      ),
    }),
  ),
});
