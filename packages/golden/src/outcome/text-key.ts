import { createHash } from 'node:crypto';

/** V8 hashes a longer string by its length alone (`String::kMaxHashCalcLength` is 16383). */
const longestHashed = 16_000;

/**
 * What stands for a text as the key of a Map. Goldens may be thousands of long texts of one length, each of which would be
 * compared with all others.
 */
export function textKey(text: string): string {
  return text.length <= longestHashed ? `=${text}` : createHash('sha256').update(text, 'utf16le').digest('base64');
}
