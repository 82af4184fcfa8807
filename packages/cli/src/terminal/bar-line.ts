import { leading, textWidth } from '@bootwright/core';

export interface BarStanding {
  /** From 0 to 1; absent if the total is unknown: then there is no bar. */
  readonly share?: number;
  readonly words: string;
}

/** A bar, a percentage and words as one line, at most `columns` wide; without the bar if it does not fit. */
export function barLine({ share, words }: BarStanding, columns: number): string {
  if (share === undefined) return leading(words, columns);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const width = Math.min(30, columns - textWidth(words) - percent.length - 4);
  if (width < 5) return leading(`${percent} ${words}`, columns);
  const filled = Math.round(share * width);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]${percent}  ${words}`;
}
