import { recordedLines } from '../console/console-lines.ts';
import { consoleJudge } from './console-diagnosis.ts';
import type { Verdict } from './verdict.ts';

/** What a console that was recorded tells of its boot; any bytes do. */
export function judgeConsole(bytes: Uint8Array): Verdict {
  const lines = recordedLines(bytes);
  const judge = consoleJudge();
  for (const line of lines) judge.add(line);
  return judge.verdict(lines.at(-1));
}
