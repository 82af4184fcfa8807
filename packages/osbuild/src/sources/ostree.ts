import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

const item = z.record(
  z.string().regex(/[0-9a-f]{5,64}/),
  z.strictObject({
    remote: z.strictObject({
      url: z.string(),
      contenturl: z.exactOptional(z.string()),
      gpgkeys: z.exactOptional(z.array(z.string())),
      secrets: z.exactOptional(z.strictObject({ name: z.string() })),
    }),
  }),
);

/** A source `org.osbuild.ostree`. */
export const ostreeSourceSchema = z.strictObject({ items: item });

export type OstreeSource = OptionsOf<typeof ostreeSourceSchema>;
