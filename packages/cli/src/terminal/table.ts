import { padded, shownLine, textWidth } from '@bootwright/core';
import { hanging } from './wrapped.ts';

export interface TableLayout {
  readonly indent?: string;
  /** Columns of a line; a last cell that does not fit is wrapped below its first line, or below its row. */
  readonly width?: number;
}

const gap = '  ';

/**
 * Rows of text in columns two blanks apart, without trailing blanks; each line ends with a line feed. Cells are made safe
 * to show.
 */
export function renderTable(
  rows: readonly (readonly string[])[],
  { indent = '', width = Number.POSITIVE_INFINITY }: TableLayout = {},
): string {
  const shown = rows.map((row) => row.map(shownLine));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, textWidth(cell));
  }
  const lines = shown.flatMap((row) => {
    const before = row.slice(0, -1).map((cell, index) => `${padded(cell, widths[index] ?? 0)}${gap}`);
    const head = `${indent}${before.join('')}`;
    return hanging(row.at(-1) ?? '', { head, indent: textWidth(head), width });
  });
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
