import { textWidth } from '@bootwright/core';
import type { Paint } from './colour.ts';

/** Stands for a blank at which no line is broken. */
export const nonBreakingSpace = '\u00a0';

/** What is copied as one: a word, or what stands in quotes, such as a command. */
const units = /(?:"[^"]*"|`[^`]*`|[^ ])+/g;

/**
 * The lines of a text at most `width` columns wide, broken between units; a unit that is wider has a line to itself. A
 * command in backquotes that is wider is broken at blanks outside of its quotes, with a backslash, as a shell reads it.
 */
export function wrapped(text: string, width: number): readonly string[] {
  if (textWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const [unit] of text.matchAll(units)) {
    const more = textWidth(unit);
    if (more > width && unit.startsWith('`')) {
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

/** Each line but the last goes on after a blank and a backslash. */
function commandLines(command: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const [word] of command.matchAll(/(?:'[^']*'|"[^"]*"|[^ ])+/g)) {
    const joined = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(joined) <= width - 2) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

export interface Hanging {
  /** What stands before the text, which may be coloured. */
  readonly head: string;
  /** Characters that are seen of the head; further lines begin below those after it. */
  readonly indent: number;
  readonly width: number;
  /** What each line looks like, without its head. */
  readonly paint?: Paint;
}

/** Less room beside its head is too little for a text. */
const narrowest = 20;
const below = ' '.repeat(6);

/** The lines of a text that stands after a head, further ones below its first; all below the head where that is wide. */
export function hanging(text: string, { head, indent, width, paint = (line) => line }: Hanging): readonly string[] {
  const room = width - indent;
  if (room < narrowest && textWidth(text) > room) {
    return [head.trimEnd(), ...wrapped(text, width - below.length).map((line) => `${below}${paint(line)}`)];
  }
  return wrapped(text, room).map((line, index) => `${index === 0 ? head : ' '.repeat(indent)}${paint(line)}`);
}
