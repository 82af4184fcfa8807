import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeBase64 } from '../encoding/base64.ts';
import type { InlineSource } from '../sources/inline.ts';

export type InlineItem = InlineSource['items'][string];

/** A text or a file that the manifest carries, and the checksum by which inputs refer to it. */
export interface InlineData {
  /** `sha256:` and the hexadecimal digest of the bytes; those of a text are UTF-8. */
  readonly id: `sha256:${string}`;
  readonly item: InlineItem;
}

/** A text or a file as an item of the inline source. */
export function inlineData(content: string | Uint8Array): InlineData {
  const bytes = typeof content === 'string' ? utf8ToBytes(content) : content;
  return { id: `sha256:${bytesToHex(sha256(bytes))}`, item: { encoding: 'base64', data: encodeBase64(bytes) } };
}
