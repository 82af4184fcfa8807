import { textWidth } from '@bootwright/core';
import type { Paint } from './colour.ts';
import { shellLines } from './shell-lines.ts';

/** Stands for a blank at which no line is broken. */
export const nonBreakingSpace = '\u00a0';

/** What people copy as one: a word, or text in quotes, such as a command. */
const units = /(?:"[^"]*"|`[^`]*`|[^ ])+/g;

/**
 * The lines of a text at most `width` columns wide, broken between units; a unit that is wider has a line to itself. A
 * wider command is broken as a shell reads it, with backslashes: what is in backquotes, and in a hint what is in quotes.
 */
export function wrapped(text: string, width: number, isHint = false): readonly string[] {
  if (textWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const [unit] of text.matchAll(units)) {
    const more = textWidth(unit);
    if (more > width && (unit.startsWith('`') || (isHint && unit.startsWith('"')))) {
      if (line !== '') lines.push(line);
      for (const part of commandLines(unit, width)) lines.push(part);
      [line, columns] = ['', 0];
      continue;
    }
    if (line !== '' && columns + 1 + more > width) {
      lines.push(line);
      line = '';
    }
    columns = line === '' ? more : columns + 1 + more;
    line = line === '' ? unit : `${line} ${unit}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** Breaks the command inside the quotes. */
function commandLines(unit: string, width: number): readonly string[] {
  const [, quote = '', command = unit, rest = ''] = /^(["`])(.*)(\1.*)$/.exec(unit) ?? [];
  const lines = shellLines(command, width - quote.length - rest.length);
  return lines.map((line, index) => `${index === 0 ? quote : ''}${line}${index === lines.length - 1 ? rest : ''}`);
}

export interface Hanging {
  /** The text of the first line before the paragraph; it may be coloured. */
  readonly head: string;
  /** Columns of the head, by which further lines are indented. */
  readonly indent: number;
  readonly width: number;
  /** Styles each line, without its head. */
  readonly paint?: Paint;
  /** Whether what is in quotes is a command, which is broken where it is wider than a line. */
  readonly isHint?: boolean;
}

/** With fewer columns after the head, the text goes below it. */
const narrowest = 20;
const below = ' '.repeat(6);

/** The lines of a text after a head, indented by it; all of them below the head if that is too wide. */
export function hanging(
  text: string,
  { head, indent, width, paint = (line) => line, isHint }: Hanging,
): readonly string[] {
  const room = width - indent;
  if (room < narrowest && textWidth(text) > room) {
    return [head.trimEnd(), ...wrapped(text, width - below.length, isHint).map((line) => `${below}${paint(line)}`)];
  }
  return wrapped(text, room, isHint).map((line, index) => `${index === 0 ? head : ' '.repeat(indent)}${paint(line)}`);
}
