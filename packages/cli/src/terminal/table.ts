import { padded, shownLine, textWidth } from '@bootwright/core';
import type { Paint } from './colour.ts';
import { hanging } from './wrapped.ts';

export interface TableLayout {
  readonly indent?: string;
  /** Columns of a line; a last cell that does not fit is wrapped below its first line, or below its row. */
  readonly width?: number;
  /** Styles the lines of the first row. */
  readonly heading?: Paint;
}

const gap = '  ';

/**
 * Rows of text in columns two blanks apart, without trailing blanks; each line ends with a line feed. Cells are made safe
 * to show.
 */
export function renderTable(
  rows: readonly (readonly string[])[],
  { indent = '', width = Number.POSITIVE_INFINITY, heading = (line) => line }: TableLayout = {},
): string {
  const shown = rows.map((row) => row.map(shownLine));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, textWidth(cell));
  }
  const lines = shown.flatMap((row, place) => {
    const before = row.slice(0, -1).map((cell, index) => `${padded(cell, widths[index] ?? 0)}${gap}`);
    const head = `${indent}${before.join('')}`;
    const cells = hanging(row.at(-1) ?? '', { head, indent: textWidth(head), width });
    return cells.map((line) => (place === 0 ? heading(line.trimEnd()) : line.trimEnd()));
  });
  return lines.map((line) => `${line}\n`).join('');
}
