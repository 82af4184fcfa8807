import type { ReadProgress } from '@bootwright/container-image';
import { roundedSize, shownLine } from '@bootwright/core';
import type { Output } from '../host.ts';
import { barLine } from '../terminal/bar-line.ts';

/** Milliseconds between two drawings. */
const pause = 100;

/** One line of bytes while an image is read, on a terminal; on any other output it says nothing. */
export class ReadingProgress {
  readonly #output: Output;
  readonly #now: () => number;
  readonly #begun: number;
  #drawn: number;

  constructor(output: Output, now: () => number) {
    this.#output = output;
    this.#now = now;
    this.#begun = now();
    // What is read at once needs no line.
    this.#drawn = this.#begun;
  }

  /** Draws the line anew, ten times a second at most. */
  show(progress: ReadProgress): void {
    const now = this.#now();
    if (!this.#output.terminal || now - this.#drawn < pause) return;
    this.#drawn = now;
    const text = renderReading(progress, now - this.#begun, this.#output.columns - 1);
    void this.#output.write(`\r${text}\u001b[K`);
  }

  /** Takes the line away. */
  async end(): Promise<void> {
    if (this.#drawn > this.#begun) await this.#output.write('\r\u001b[K');
  }
}

/** One line, at most `columns` wide: what is read, a bar where the end is known, bytes, and bytes a second. */
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
