import stringWidth from 'string-width';

const narrow = /^[\x20-\x7e]*$/;

/** Columns that a line takes on a terminal: a wide character, such as 漢 or an emoji, takes two, a combining mark none. */
export function textWidth(line: string): number {
  return narrow.test(line) ? line.length : stringWidth(line);
}

/** The line with blanks behind it, until it is `width` columns wide. */
export function padded(line: string, width: number): string {
  return line + ' '.repeat(Math.max(0, width - textWidth(line)));
}

/** The line's beginning and an ellipsis, where it is wider than `width` columns; no character is cut in two. */
export function cutToWidth(line: string, width: number): string {
  if (textWidth(line) <= width) return line;
  return `${leading(line, Math.max(0, width - 1))}${width > 0 ? '…' : ''}`;
}

/** As many of the line's first characters as fit into `width` columns. */
export function leading(line: string, width: number): string {
  let taken = '';
  let columns = 0;
  for (const character of line) {
    columns += textWidth(character);
    if (columns > width) break;
    taken += character;
  }
  return taken;
}
