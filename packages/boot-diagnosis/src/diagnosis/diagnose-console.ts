import { recordedLines } from '../console/console-lines.ts';
import { consoleDiagnosis } from './console-diagnosis.ts';
import type { Verdict } from './verdict.ts';

/** Diagnoses a recorded console, whatever its bytes are. */
export function diagnoseConsole(bytes: Uint8Array): Verdict {
  return diagnoseLines(recordedLines(bytes));
}

/** The same of its lines, as `recordedLines` gives them. */
export function diagnoseLines(lines: readonly string[]): Verdict {
  const diagnosis = consoleDiagnosis();
  for (const line of lines) diagnosis.add(line);
  return diagnosis.verdict(lines.at(-1));
}
