import { z } from 'zod';

const digest = z.string().regex(/sha256:[0-9a-f]{64}/);
const checksum = z.string().regex(/(md5|sha1|sha256|sha384|sha512):[0-9a-f]{32,128}/);
const tlsVerify = { 'tls-verify': z.exactOptional(z.boolean()) };

const curlItem = z.strictObject({
  url: z.string(),
  secrets: z.exactOptional(z.strictObject({ name: z.string() })),
  insecure: z.exactOptional(z.boolean()),
});

const source = <Item extends z.ZodType>(key: z.ZodString, item: Item) =>
  z.exactOptional(z.strictObject({ items: z.record(key, item) }));

/** The sources section. */
export const sourcesSchema = z.strictObject({
  'org.osbuild.containers-storage': source(digest, z.record(z.string(), z.never())),
  'org.osbuild.curl': source(checksum, z.union([z.string(), curlItem])),
  'org.osbuild.inline': source(
    checksum,
    z.strictObject({ encoding: z.literal(['base64', 'lzma+base64']), data: z.string() }),
  ),
  'org.osbuild.skopeo': source(
    digest,
    z.strictObject({ image: z.strictObject({ name: z.string(), digest, ...tlsVerify }) }),
  ),
  'org.osbuild.skopeo-index': source(
    digest,
    z.strictObject({ image: z.strictObject({ name: z.string(), ...tlsVerify }) }),
  ),
});
