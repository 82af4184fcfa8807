import { textWidth } from '@bootwright/core';

/**
 * A shell command in lines of at most `width` columns: broken before options and pipes, or between words where one of
 * those parts is wider. Each line but the last ends in a backslash. What is in quotes stays whole.
 */
export function shellLines(command: string, width: number): readonly string[] {
  if (textWidth(command) <= width) return [command];
  const lines: string[] = [];
  for (const part of partsOf(command, width - continuation.length)) {
    const last = lines.at(-1);
    const joined = `${last} ${part}`;
    if (last !== undefined && textWidth(joined) <= width - continuation.length) lines[lines.length - 1] = joined;
    else lines.push(last === undefined ? part : `  ${part}`);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line}${continuation}` : line));
}

/** Ends a line that goes on. */
const continuation = ' \\';

/** Words that begin with an option or a pipe, each with what belongs to it. */
function partsOf(command: string, width: number): readonly string[] {
  const words = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"]|['"])+/g) ?? [];
  const parts: string[][] = [];
  for (const word of words) {
    if (parts.length === 0 || word === '|' || word.startsWith('-')) parts.push([word]);
    else parts.at(-1)?.push(word);
  }
  return parts.flatMap((part) => (textWidth(part.join(' ')) <= width ? [part.join(' ')] : part));
}
