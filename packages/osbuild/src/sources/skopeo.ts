import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

const item = z.record(
  z.string().regex(/sha256:[0-9a-f]{64}/),
  z.strictObject({
    image: z.strictObject({
      name: z.string(),
      digest: z.string().regex(/sha256:[0-9a-f]{64}/),
      'tls-verify': z.exactOptional(z.boolean()),
      'containers-transport': z.exactOptional(z.literal(['docker', 'containers-storage'])),
      'storage-location': z.exactOptional(z.string()),
    }),
  }),
);

/** A source `org.osbuild.skopeo`. */
export const skopeoSourceSchema = z.strictObject({ items: item });

export type SkopeoSource = OptionsOf<typeof skopeoSourceSchema>;
