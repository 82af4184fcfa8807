/** A string, number, `true`, `false` or `null` that begins somewhere in a JSON text (RFC 8259): its end, or what is wrong. */
export type JsonToken = { readonly end: number } | { readonly offset: number; readonly problem: string };

const quote = 0x22;
const backslash = 0x5c;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const word = /[\p{L}\p{N}_$.+-]*/uy;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

export function jsonToken(text: string, start: number): JsonToken {
  if (text.charCodeAt(start) === quote) return stringToken(text, start);
  const end = matchEnd(word, text, start);
  const found = text.slice(start, Math.min(end, start + 40));
  if (found === 'true' || found === 'false' || found === 'null') return { end };
  if (end > start && matchEnd(number, text, start) === end) return { end };
  if (/^[-+.0-9]/.test(found)) return { offset: start, problem: 'a malformed number' };
  return { offset: start, problem: 'a value is expected here: strings need double quotes' };
}

export function stringToken(text: string, start: number): JsonToken {
  for (let offset = start + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === quote) return { end: offset + 1 };
    if (code < 0x20) return { offset, problem: 'a control character in a string, which must be written as an escape' };
    if (code !== backslash) continue;
    const end = matchEnd(escapeSequence, text, offset);
    if (end === offset) return { offset, problem: 'an unknown escape' };
    offset = end - 1;
  }
  return { offset: start, problem: 'a string without its end' };
}

function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Offset of the quote that ends the string at `start`; -1 where it has no end. */
export function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return -1;
}
