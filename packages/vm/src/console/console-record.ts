import {
  type BootStage,
  type ConsoleFinding,
  consoleDiagnosis,
  consoleLines,
  findingsReader,
  type Verdict,
} from '@bootwright/boot-diagnosis';
import { type BoundedLog, boundedLog } from './bounded-log.ts';

/** How many raw bytes of a console are kept, and how many of its last lines. */
const keptBytes = 16 * 1024 * 1024;
const keptLines = 2000;

/** The console of a running machine, in bounded memory. */
export interface ConsoleRecord {
  readonly add: (piece: Uint8Array) => void;
  readonly bytes: BoundedLog['bytes'];
  /** Milliseconds since the last output; before any output, since the start. */
  readonly silence: () => number;
  readonly verdict: () => Verdict;
  /** What all lines so far say, also those that are not kept. */
  readonly findings: () => readonly ConsoleFinding[];
  /** How far the boot got. */
  readonly stage: () => BootStage;
  /** The last lines, including an incomplete one. */
  readonly lines: () => readonly string[];
  readonly partial: () => string;
}

export function consoleRecord(onLine: (line: string) => void): ConsoleRecord {
  const log = boundedLog(keptBytes);
  const diagnosis = consoleDiagnosis();
  const findings = findingsReader();
  const reader = consoleLines();
  let lastOutput = performance.now();
  let lines: string[] = [];
  return {
    add: (piece) => {
      lastOutput = performance.now();
      log.add(piece);
      for (const line of reader.add(piece)) {
        diagnosis.add(line);
        findings.add(line);
        lines.push(line);
        onLine(line);
      }
      // Cut at twice the number, so that each line is moved at most once.
      if (lines.length > 2 * keptLines) lines = lines.slice(-keptLines);
    },
    bytes: log.bytes,
    silence: () => performance.now() - lastOutput,
    verdict: () => diagnosis.verdict(reader.partial()),
    findings: findings.found,
    stage: diagnosis.stage,
    lines: () => [...lines.slice(-keptLines), ...(reader.partial() === '' ? [] : [reader.partial()])],
    partial: reader.partial,
  };
}
