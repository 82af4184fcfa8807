import { withoutUnsafe } from '@bootwright/core';

/** Splits a log into lines, as a terminal would show them. */
export class LogLines {
  #rest = '';

  /** The lines that this piece completes. */
  add(piece: string): readonly string[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    // A line that does not end is split, so that memory is bounded.
    if (this.#rest.length > longest) {
      lines.push(this.#rest);
      this.#rest = '';
    }
    return lines.map(visibleLine);
  }

  /** The incomplete last line. */
  end(): readonly string[] {
    const rest = this.#rest;
    this.#rest = '';
    return rest === '' ? [] : [visibleLine(rest)];
  }
}

const longest = 4096;

/** Sequences by which programs colour and move (ECMA-48): CSI, OSC and other strings, two-character escapes. */
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are removed
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|\u001b[ -/]*[0-~]?|\u009b[0-?]*[ -/]*[@-~]/g;

/**
 * The visible part of a line: carriage returns and backspaces, which programs use to draw progress, overwrite; sequences
 * and other control characters are removed, so that a hostile log cannot rewrite the screen.
 */
export function visibleLine(line: string): string {
  const text = line.slice(0, longest).replaceAll('\n', '').replace(sequences, '');
  if (!/[\b\r]/.test(text)) return withoutUnsafe(text).trimEnd();
  const cells: string[] = [];
  let at = 0;
  for (const character of text) {
    if (character === '\r') at = 0;
    else if (character === '\b') at = Math.max(0, at - 1);
    else cells[at++] = character;
  }
  return withoutUnsafe(cells.join('')).trimEnd();
}
