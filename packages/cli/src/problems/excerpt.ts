import { printable } from '../terminal/printable.ts';

/** One line of a text with a mark under a column. */
export interface Excerpt {
  readonly line: string;
  /** What stands under `line`: blanks and a caret. */
  readonly mark: string;
}

const widest = 100;

/** The excerpt of `text` at a line and a column, both counted from 1; absent where the text has no such line. */
export function excerptOf(text: string, line: number, column = 1): Excerpt | undefined {
  const whole = lineOf(text, line);
  if (whole === undefined) return undefined;
  const at = Math.min(Math.max(column - 1, 0), whole.length);
  const start = at < widest - 20 ? 0 : at - widest / 2;
  const before = shown(whole.slice(start, at));
  const after = shown(whole.slice(at, start + widest));
  const lead = start > 0 ? '…' : '';
  const trail = start + widest < whole.length ? '…' : '';
  return { line: `${lead}${before}${after}${trail}`, mark: `${' '.repeat(lead.length + before.length)}^` };
}

function shown(text: string): string {
  return printable(text.replaceAll('\t', ' '));
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
