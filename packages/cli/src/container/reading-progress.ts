import type { ReadProgress } from '@bootwright/container-image';
import { roundedSize, shownLine } from '@bootwright/core';
import type { Output } from '../host.ts';
import { barLine } from '../terminal/bar-line.ts';

/** Milliseconds between two updates. */
const pause = 100;

/** One line with the bytes read while an image is read, on a terminal only. */
export function readingProgress(output: Output, clock: () => number) {
  const begun = clock();
  // A fast read needs no line.
  let drawn = begun;
  return {
    /** Redraws the line, at most ten times a second. */
    show(progress: ReadProgress): void {
      const now = clock();
      if (!output.terminal || now - drawn < pause) return;
      drawn = now;
      void output.write(`\r${renderReading(progress, now - begun, output.columns - 1)}\u001b[K`);
    },
    /** Erases the line. */
    async end(): Promise<void> {
      if (drawn > begun) await output.write('\r\u001b[K');
    },
  };
}

/** One line, at most `columns` wide: what is read, a bar if the total is known, bytes, and bytes per second. */
export function renderReading(
  { what, doneBytes, totalBytes }: ReadProgress,
  milliseconds: number,
  columns: number,
): string {
  const name = shownLine(what);
  const rate = milliseconds > 0 ? `, ${roundedSize((doneBytes * 1000) / milliseconds)}/s` : '';
  if (totalBytes === undefined || totalBytes < doneBytes) {
    return barLine({ words: `${name}: ${roundedSize(doneBytes)}${rate}` }, columns);
  }
  const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  const words = `${name}: ${roundedSize(doneBytes)} of ${roundedSize(totalBytes)}${rate}`;
  return barLine({ share, words }, columns);
}
