import { terminalText } from '@bootwright/core';

/** Longer lines are broken: a guest may write what it likes, and no line at all. */
const longestLine = 4096;

/** Text of a console in lines, from bytes as they come. */
export interface ConsoleLines {
  /** The lines that these bytes complete, without sequences of terminals and without empty ones. */
  add(piece: Uint8Array): readonly string[];
  /** The line that is not complete, such as a prompt. */
  partial(): string;
}

export function consoleLines(): ConsoleLines {
  const decoder = new TextDecoder();
  let pending = '';
  return {
    add(piece) {
      const text = decoder.decode(piece, { stream: true });
      pending += text;
      const newline = text.lastIndexOf('\n');
      const ended = newline === -1 ? 0 : pending.length - text.length + newline + 1;
      const end = pending.length > longestLine ? pending.length : ended;
      const complete = pending.slice(0, end);
      pending = pending.slice(end);
      return shownLines(complete);
    },
    partial: () => shownLines(pending).at(-1) ?? '',
  };
}

/** All lines of a console that was recorded, the last one complete or not. */
export function recordedLines(bytes: Uint8Array): readonly string[] {
  return shownLines(new TextDecoder().decode(bytes));
}

function shownLines(written: string): readonly string[] {
  return terminalText(written)
    .split('\n')
    .flatMap((line) => broken(line.trimEnd()))
    .filter((line) => line.trim() !== '');
}

function broken(line: string): readonly string[] {
  if (line.length <= longestLine) return [line];
  const pieces: string[] = [];
  for (let at = 0; at < line.length; at += longestLine) pieces.push(line.slice(at, at + longestLine));
  return pieces;
}
