import type { Output } from '../host.ts';
import { barLine } from '../terminal/bar-line.ts';

/** Between two pictures of a bar, in milliseconds. */
const interval = 100;

/** Shows on a terminal how far a check is, ten times a second at most, and clears the line at the end; else nothing. */
export function progressOn(output: Output): (done: number, count: number) => void {
  let shown = output.terminal ? performance.now() : Number.POSITIVE_INFINITY;
  let isShown = false;
  return (done, count) => {
    if (done + 1 >= count && isShown) {
      isShown = false;
      void output.write('\r\u001b[K');
      return;
    }
    if (!(performance.now() - shown >= interval)) return;
    shown = performance.now();
    isShown = true;
    void output.write(
      `\r${barLine({ share: done / count, words: `${done} of ${count} cases` }, output.columns - 1)}\u001b[K`,
    );
  };
}
