import * as z from 'zod';

/** Options of `org.osbuild.erofs`, in the order in which they are written. */
export const erofs = z.strictObject({
  filename: z.string(),
  source: z.exactOptional(z.xor([z.string().regex(/^mount:\/\//), z.string().regex(/^input:\/\/[^/]+\//)])),
  exclude_paths: z.exactOptional(z.array(z.string())),
  compression: z.exactOptional(
    z.strictObject({ method: z.literal(['lz4', 'lz4hc', 'lzma', 'zstd']), level: z.exactOptional(z.number()) }),
  ),
  options: z.exactOptional(z.array(z.unknown()).min(1)),
  'cluster-size': z.exactOptional(z.number()),
});
