import * as z from 'zod';

/** Options of `org.osbuild.treeinfo`, in the order in which they are written. */
export const treeinfo = z.strictObject({
  path: z.string(),
  treeinfo: z.intersection(
    z.intersection(
      z.looseObject({
        release: z.exactOptional(
          z.looseObject({
            name: z.exactOptional(z.string()),
            short: z.exactOptional(z.string()),
            version: z.exactOptional(z.string()),
          }),
        ),
        tree: z.exactOptional(
          z.looseObject({
            arch: z.exactOptional(z.string()),
            build_timestamp: z.exactOptional(z.number()),
            platforms: z.exactOptional(z.array(z.string())),
            variants: z.exactOptional(z.array(z.string())),
          }),
        ),
        general: z.exactOptional(
          z.looseObject({
            arch: z.exactOptional(z.string()),
            family: z.exactOptional(z.string()),
            name: z.exactOptional(z.string()),
            packagedir: z.exactOptional(z.string()),
            platforms: z.exactOptional(z.array(z.string())),
            repository: z.exactOptional(z.string()),
            timestamp: z.exactOptional(z.number()),
            variant: z.exactOptional(z.string()),
            version: z.exactOptional(z.string()),
          }),
        ),
        checksums: z.exactOptional(z.array(z.string())),
        stage2: z.exactOptional(z.looseObject({ mainimage: z.exactOptional(z.string()) })),
      }),
      z.looseRecord(z.templateLiteral(['images-', z.string().regex(/^.*$/)]), z.record(z.string(), z.string())),
    ),
    z.looseRecord(
      z.templateLiteral(['variant-', z.string().regex(/^.*$/)]),
      z.looseObject({
        id: z.exactOptional(z.string()),
        name: z.exactOptional(z.string()),
        packages: z.exactOptional(z.string()),
        repository: z.exactOptional(z.string()),
        type: z.exactOptional(z.string()),
        uid: z.exactOptional(z.string()),
      }),
    ),
  ),
});
