import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

const item = z.record(
  z.string().regex(/(md5|sha1|sha256|sha384|sha512):[0-9a-f]{32,128}/),
  z.union([
    z.string(),
    z.strictObject({
      url: z.string(),
      secrets: z.exactOptional(z.strictObject({ name: z.string() })),
      insecure: z.exactOptional(z.boolean()),
    }),
  ]),
);

/** A source `org.osbuild.curl`. */
export const curlSourceSchema = z.strictObject({ items: item });

export type CurlSource = OptionsOf<typeof curlSourceSchema>;
