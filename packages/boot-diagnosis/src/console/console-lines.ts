import { terminalText } from '@bootwright/core';

/** Longer lines are split: a guest may write anything, also without line breaks. */
const longestLine = 4096;

/** Splits the bytes of a console into lines. */
export interface ConsoleLines {
  /** The non-empty lines that these bytes complete, without terminal sequences. */
  add(piece: Uint8Array): readonly string[];
  /** The incomplete last line, such as a prompt. */
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

/** All lines of a recorded console, including an incomplete last line. */
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
