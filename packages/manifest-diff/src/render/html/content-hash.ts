import { encodeBase64 } from '@bootwright/osbuild';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** The text's hash as a Content-Security-Policy source: `'sha256-…'`. */
export function contentHash(text: string): string {
  return `'sha256-${encodeBase64(sha256(utf8ToBytes(text)))}'`;
}
