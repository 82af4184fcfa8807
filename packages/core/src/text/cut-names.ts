/** No name, path, digest or address that people read is longer; a text without spaces that is, is cut. */
const longestWord = 500;
const keptOfWord = 200;
/** A hint may list a hundred names. */
const longestText = 8_000;

/**
 * A message about input that may be hostile, with its long names cut: each word of more than 500 characters to its first
 * 200, and the whole to 8,000, each with how many characters it had.
 */
export function cutNames(text: string): string {
  if (text.length <= longestWord) return text;
  const short = withCutWords(text);
  return short.length <= longestText ? short : cut(short, longestText);
}

const blank = /\s/g;

/** Goes from blank to blank: a pattern for long words runs out of stack at words of some ten million characters. */
function withCutWords(text: string): string {
  let short = '';
  let taken = 0;
  for (let start = 0; start < text.length; ) {
    blank.lastIndex = start;
    const end = blank.exec(text)?.index ?? text.length;
    if (end - start > longestWord) {
      short += text.slice(taken, start) + cut(text.slice(start, end), keptOfWord);
      taken = end;
    }
    start = end + 1;
  }
  return short + text.slice(taken);
}

/** The beginning of a name and an ellipsis, where it has more than `most` characters. */
export function cutName(name: string, most = keptOfWord): string {
  return name.length <= most ? name : `${whole(name, most - 1)}…`;
}

function cut(text: string, kept: number): string {
  return `${whole(text, kept)}… (${text.length} characters)`;
}

/** The first `length` units, or one less where that would leave half of a surrogate pair. */
function whole(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
