import { stringEnd } from './json-token.ts';

const quote = 0x22;
/** `,` `:` `[` `{`: each is followed by a value, or by the key of one. */
const marks: ReadonlySet<number> = new Set([0x2c, 0x3a, 0x5b, 0x7b]);

/** How many marks a JSON text has that keys and values follow. No more than `most` and one are counted. */
export function countValues(text: string, most: number): number {
  let count = 0;
  for (let offset = 0; offset < text.length && count <= most; offset++) {
    const code = text.charCodeAt(offset);
    if (code === quote) {
      const end = stringEnd(text, offset);
      if (end === -1) return count;
      offset = end;
    } else if (marks.has(code)) count++;
  }
  return count;
}
