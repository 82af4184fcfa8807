import * as z from 'zod';
import type { OptionsOf } from '../schema/options-of.ts';

const item = z.record(
  z.string().regex(/(md5|sha1|sha256|sha384|sha512):[0-9a-f]{32,128}/),
  z.strictObject({ encoding: z.literal(['base64', 'lzma+base64']), data: z.string() }),
);

/** A source `org.osbuild.inline`. */
export const inlineSourceSchema = z.strictObject({ items: item });

export type InlineSource = OptionsOf<typeof inlineSourceSchema>;
