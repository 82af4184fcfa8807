import { shownLine } from '@bootwright/core';

/** One line of a text with a mark under a column. */
export interface Excerpt {
  readonly line: string;
  /** What stands under `line`: blanks and a caret. */
  readonly mark: string;
}

export interface ExcerptPlace {
  /** Counted from 1, as is the column. */
  readonly line: number;
  readonly column: number;
  /** Room for the excerpt; of a longer line a part around the column is shown. */
  readonly width: number;
}

/** No line of a text is shown longer, however wide the screen. */
const widest = 102;
const narrowest = 20;
const ellipsis = '…';

/** The excerpt of `text` at a place; absent where the text has no such line. */
export function excerptOf(text: string, { line, column, width }: ExcerptPlace): Excerpt | undefined {
  const whole = lineOf(text, line);
  if (whole === undefined) return undefined;
  const room = Math.max(narrowest, Math.min(widest, width) - 2 * ellipsis.length);
  const at = Math.min(Math.max(column - 1, 0), whole.length);
  const start = at < room - room / 5 ? 0 : at - Math.floor(room / 2);
  const before = shown(whole.slice(start, at));
  const after = shown(whole.slice(at, start + room));
  const lead = start > 0 ? ellipsis : '';
  const trail = start + room < whole.length ? ellipsis : '';
  return { line: `${lead}${before}${after}${trail}`, mark: `${' '.repeat(lead.length + before.length)}^` };
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
