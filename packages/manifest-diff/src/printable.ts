// Control characters, and those that reorder, hide or imitate text: a manifest must not draw what it likes.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with every control, invisible and text-reordering character as `\u{…}`: safe on a terminal or page. */
export function printable(text: string): string {
  return text.replace(unprintable, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for a text of several lines, whose line feeds stay. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** The text's beginning and an ellipsis, where it is longer than `most` characters. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.codePointAt(most - 2) ?? 0;
  return `${text.slice(0, end > 0xffff ? most - 2 : most - 1)}…`;
}
