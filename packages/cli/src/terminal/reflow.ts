import { pushAll, textWidth } from '@bootwright/core';
import { hanging, wrapped } from './wrapped.ts';

/** A row of a list: the text after two or more blanks is wrapped below itself. */
const row = /^( +\S.*? {2,})(\S.*)$/;

/**
 * Wraps a text to a width. A line that begins with a blank is a row of its own; other lines are joined into paragraphs,
 * which end at an empty line or a row.
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
