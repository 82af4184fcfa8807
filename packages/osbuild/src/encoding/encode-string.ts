// Everything but controls, the quote, the backslash, < > & U+2028 U+2029, and surrogates, which may be lone.
const plain = /^[ !#-%'-;=?-[\]-\u2027\u202a-\ud7ff\ue000-\uffff]*$/;

/** What Go escapes in addition to what JSON requires. */
const escapes = ['<', '>', '&', '\u2028', '\u2029'].map((letter): readonly [string, string] => [
  letter,
  `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
]);

/**
 * A surrogate without its partner as `JSON.stringify` writes it, or text that merely looks so. A search begins at the first
 * backslash of a run alone: one at each of them would take the square of their number.
 */
const surrogate = /(?<!\\)\\+u[dD][89a-fA-F][0-9a-fA-F]{2}/g;

/** Characters that are escaped at a time: what is found in a longer text would take many times its memory. */
const pieceLength = 64 * 1024;

/**
 * `text` as Go's `encoding/json` quotes it: `<`, `>`, `&`, U+2028 and U+2029 are escaped in addition to what JSON requires, and
 * a surrogate without its partner becomes `\ufffd`.
 */
export function encodeString(text: string): string {
  if (text.length <= pieceLength) return encodePiece(text);
  let encoded = '"';
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = start + pieceLength;
    // A character of two units stays whole.
    if (isHighSurrogate(text.charCodeAt(end - 1))) end += 1;
    encoded += encodePiece(text.slice(start, end)).slice(1, -1);
  }
  return `${encoded}"`;
}

function encodePiece(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  let json = JSON.stringify(text);
  // Splitting takes a fraction of the time of a regular expression with a function.
  for (const [letter, escaped] of escapes) if (json.includes(letter)) json = json.split(letter).join(escaped);
  return json.includes('\\u') ? json.replace(surrogate, replaceSurrogate) : json;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function replaceSurrogate(found: string): string {
  // An even number of backslashes is text that merely looks like an escape.
  const slashes = found.indexOf('u');
  return slashes % 2 === 0 ? found : `${found.slice(0, slashes)}ufffd`;
}
