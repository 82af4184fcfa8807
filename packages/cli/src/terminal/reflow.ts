import { pushAll, textWidth } from '@bootwright/core';
import { hanging, wrapped } from './wrapped.ts';

/** A row of a list: what stands after two blanks or more goes on below itself. */
const row = /^( +\S.*? {2,})(\S.*)$/;

/**
 * A text laid out for a width. Lines that begin with a blank are rows, each by itself; others are joined into paragraphs,
 * which an empty line or a row ends.
 */
export function reflow(text: string, width: number): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  const close = () => {
    if (paragraph.length > 0) pushAll(lines, wrapped(paragraph.join(' '), width));
    paragraph = [];
  };
  for (const line of text.split('\n')) {
    if (line !== '' && !line.startsWith(' ')) {
      paragraph.push(line);
      continue;
    }
    close();
    const [, head, rest] = row.exec(line) ?? [];
    if (head === undefined || rest === undefined) lines.push(line);
    else pushAll(lines, hanging(rest, { head, indent: textWidth(head), width }));
  }
  close();
  return lines.join('\n');
}
