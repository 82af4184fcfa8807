import { recordedLines } from '../console/console-lines.ts';
import { consoleDiagnosis } from './console-diagnosis.ts';
import type { Verdict } from './verdict.ts';

/** Diagnoses a recorded console, whatever its bytes are. */
export function diagnoseConsole(bytes: Uint8Array): Verdict {
  const lines = recordedLines(bytes);
  const diagnosis = consoleDiagnosis();
  for (const line of lines) diagnosis.add(line);
  return diagnosis.verdict(lines.at(-1));
}
