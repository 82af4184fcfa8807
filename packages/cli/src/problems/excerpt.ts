import { leading, shownLine, textWidth } from '@bootwright/core';

/** A line of a text, with a mark under a column. */
export interface Excerpt {
  readonly line: string;
  /** The line below: blanks and a caret. */
  readonly mark: string;
}

export interface ExcerptPlace {
  /** Counted from 1, as is the column. */
  readonly line: number;
  readonly column: number;
  /** Columns of the excerpt; of a longer line, the part around the column is shown. */
  readonly width: number;
}

/** An excerpt is never wider, whatever the width of the terminal. */
const widest = 102;
const narrowest = 20;
const ellipsis = '…';

/** The excerpt of `text` at a place; absent if the text has no such line. */
export function excerptOf(text: string, { line, column, width }: ExcerptPlace): Excerpt | undefined {
  const whole = lineOf(text, line);
  if (whole === undefined) return undefined;
  const room = Math.max(narrowest, Math.min(widest, width) - 2 * ellipsis.length);
  const at = Math.min(Math.max(column - 1, 0), whole.length);
  // Only the visible part of a long line is processed.
  const nearBefore = shown(whole.slice(Math.max(0, at - room), at));
  const fits = at <= room && textWidth(nearBefore) < room - room / 5;
  const before = fits ? nearBefore : trailing(nearBefore, Math.floor(room / 2));
  const nearAfter = shown(whole.slice(at, at + room));
  const after = leading(nearAfter, room - textWidth(before));
  const lead = fits ? '' : ellipsis;
  const trail = after.length < nearAfter.length || at + room < whole.length ? ellipsis : '';
  return { line: `${lead}${before}${after}${trail}`, mark: `${' '.repeat(textWidth(lead + before))}^` };
}

/** The end of the line, as much as fits into `width` columns. */
function trailing(line: string, width: number): string {
  const reversed = leading([...line].toReversed().join(''), width);
  return [...reversed].toReversed().join('');
}

function shown(text: string): string {
  return shownLine(text.replaceAll('\t', ' '));
}

function lineOf(text: string, line: number): string | undefined {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) return undefined;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  const found = text.slice(start, end === -1 ? undefined : end);
  return found.endsWith('\r') ? found.slice(0, -1) : found;
}
