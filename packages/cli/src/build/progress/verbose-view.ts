import { shownLine } from '@bootwright/core';
import type { Output } from '../../host.ts';
import { styleOf } from '../../terminal/colour.ts';
import { LogText } from './log-text.ts';
import type { ProgressView } from './progress-view.ts';

/** Prints the full log. */
export function verboseView(output: Output): ProgressView {
  const log = new LogText();
  const write = (line: string) => void output.write(`${shownLine(line)}\n`);
  const writeStrong = (line: string) => void output.write(`${styleOf(output).strong(shownLine(line))}\n`);
  return {
    event: (event) => {
      for (const line of log.event(event)) (event.kind === 'log' ? write : writeStrong)(line);
    },
    line: write,
    say: writeStrong,
    // Everything is already written.
    end: async () => undefined,
  };
}
