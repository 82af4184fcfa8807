import { hanging } from './wrapped.ts';

export interface TableLayout {
  readonly indent?: string;
  /** Room for a line; where the last cell does not fit, it goes on below, or stands below its row. */
  readonly width?: number;
}

const gap = '  ';

/** Rows of text in columns two blanks apart, without trailing blanks; each line ends with a line feed. */
export function renderTable(
  rows: readonly (readonly string[])[],
  { indent = '', width = Number.POSITIVE_INFINITY }: TableLayout = {},
): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  const lines = rows.flatMap((row) => {
    const before = row.slice(0, -1).map((cell, index) => `${cell.padEnd(widths[index] ?? 0)}${gap}`);
    const head = `${indent}${before.join('')}`;
    return hanging(row.at(-1) ?? '', { head, indent: head.length, width });
  });
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
