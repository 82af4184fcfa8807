import type { ReadProgress } from '@bootwright/container-image';
import { roundedSize, shownLine } from '@bootwright/core';
import type { Output } from '../host.ts';
import { barLine } from '../terminal/bar-line.ts';

/** Milliseconds between two updates. */
const pause = 100;

/** One line with the bytes read while an image is read, on a terminal only. */
export class ReadingProgress {
  readonly #output: Output;
  readonly #now: () => number;
  readonly #begun: number;
  #drawn: number;

  constructor(output: Output, now: () => number) {
    this.#output = output;
    this.#now = now;
    this.#begun = now();
    // A fast read needs no line.
    this.#drawn = this.#begun;
  }

  /** Redraws the line, at most ten times a second. */
  show(progress: ReadProgress): void {
    const now = this.#now();
    if (!this.#output.terminal || now - this.#drawn < pause) return;
    this.#drawn = now;
    const text = renderReading(progress, now - this.#begun, this.#output.columns - 1);
    void this.#output.write(`\r${text}\u001b[K`);
  }

  /** Erases the line. */
  async end(): Promise<void> {
    if (this.#drawn > this.#begun) await this.#output.write('\r\u001b[K');
  }
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
