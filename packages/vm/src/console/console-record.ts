import { type ConsoleJudge, consoleJudge } from '../diagnosis/console-diagnosis.ts';
import type { Verdict } from '../diagnosis/verdict.ts';
import { type BoundedLog, boundedLog } from './bounded-log.ts';
import { consoleLines } from './console-lines.ts';

/** How much of a console is kept as it was written, and how many of its last lines. */
const keptBytes = 16 * 1024 * 1024;
const keptLines = 2000;

/** A console while it is written: bounded, whatever a guest writes. */
export class ConsoleRecord {
  readonly log: BoundedLog = boundedLog(keptBytes);
  /** When something was last written, as `performance.now` tells; the start where nothing was. */
  lastOutput = performance.now();
  readonly #judge: ConsoleJudge = consoleJudge();
  readonly #reader = consoleLines();
  readonly #onLine: (line: string) => void;
  #lines: string[] = [];

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(piece: Uint8Array): void {
    this.lastOutput = performance.now();
    this.log.add(piece);
    for (const line of this.#reader.add(piece)) {
      this.#judge.add(line);
      this.#lines.push(line);
      this.#onLine(line);
    }
    // Cut at twice the number only, so that each line is moved once at most.
    if (this.#lines.length > 2 * keptLines) this.#lines = this.#lines.slice(-keptLines);
  }

  verdict(): Verdict {
    return this.#judge.verdict(this.#reader.partial());
  }

  /** The last lines; one that is not complete is the last. */
  lines(): readonly string[] {
    const partial = this.partial();
    const complete = this.#lines.slice(-keptLines);
    return partial === '' ? complete : [...complete, partial];
  }

  partial(): string {
    return this.#reader.partial();
  }
}
