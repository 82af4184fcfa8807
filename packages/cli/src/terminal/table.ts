import { hanging, wrapped } from './wrapped.ts';

export interface TableLayout {
  readonly indent?: string;
  /** Room for a line; where the last cell does not fit, it goes on below, or stands below its row. */
  readonly width?: number;
}

const gap = '  ';
/** A last column is no longer readable as one where it has less room. */
const narrowest = 20;

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
    const last = row.at(-1) ?? '';
    if (head.length + last.length <= width) return [`${head}${last}`];
    if (width - head.length >= narrowest) return hanging(last, { head, indent: head.length, width });
    const margin = `${indent}${gap}${gap}`;
    return [head, ...wrapped(last, width - margin.length).map((line) => `${margin}${line}`)];
  });
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
