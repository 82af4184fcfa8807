import {
  type BootStage,
  type ConsoleDiagnosis,
  type ConsoleFinding,
  consoleDiagnosis,
  consoleLines,
  type FindingsReader,
  findingsReader,
  type Verdict,
} from '@bootwright/boot-diagnosis';
import { type BoundedLog, boundedLog } from './bounded-log.ts';

/** How many raw bytes of a console are kept, and how many of its last lines. */
const keptBytes = 16 * 1024 * 1024;
const keptLines = 2000;

/** The console of a running machine, in bounded memory. */
export class ConsoleRecord {
  readonly log: BoundedLog = boundedLog(keptBytes);
  /** Time of the last output by `performance.now`; before any output, the time of the start. */
  lastOutput = performance.now();
  readonly #diagnosis: ConsoleDiagnosis = consoleDiagnosis();
  readonly #findings: FindingsReader = findingsReader();
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
      this.#diagnosis.add(line);
      this.#findings.add(line);
      this.#lines.push(line);
      this.#onLine(line);
    }
    // Cut at twice the number, so that each line is moved at most once.
    if (this.#lines.length > 2 * keptLines) this.#lines = this.#lines.slice(-keptLines);
  }

  verdict(): Verdict {
    return this.#diagnosis.verdict(this.#reader.partial());
  }

  /** What all lines so far say, also those that are not kept. */
  findings(): readonly ConsoleFinding[] {
    return this.#findings.found();
  }

  /** How far the boot got. */
  stage(): BootStage {
    return this.#diagnosis.stage();
  }

  /** The last lines, including an incomplete one. */
  lines(): readonly string[] {
    const partial = this.partial();
    const complete = this.#lines.slice(-keptLines);
    return partial === '' ? complete : [...complete, partial];
  }

  partial(): string {
    return this.#reader.partial();
  }
}
