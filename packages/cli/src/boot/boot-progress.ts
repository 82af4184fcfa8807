import type { Verdict } from '@bootwright/boot-diagnosis';
import { leading, shownLine } from '@bootwright/core';
import type { Output } from '../host.ts';

/** Milliseconds between two updates. */
const pause = 200;

/** One status line while a machine boots, on a terminal; or its console, on any output. */
export function bootProgress(output: Output, showConsole: boolean) {
  let timer: NodeJS.Timeout | undefined;
  return {
    /** Starts to show the state that `look` returns. */
    begin(look: () => { readonly verdict: Verdict; readonly lastLine: string }): void {
      if (!output.terminal || showConsole) return;
      const begun = performance.now();
      timer = setInterval(() => {
        const { verdict, lastLine } = look();
        const text = renderProgress(verdict, lastLine, performance.now() - begun);
        void output.write(`\r${leading(text, output.columns - 1)}\u001b[K`);
      }, pause);
    },
    line(line: string): void {
      if (showConsole) void output.write(`${shownLine(line)}\n`);
    },
    /** Erases the line. */
    async end(): Promise<void> {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      await output.write('\r\u001b[K');
    },
  };
}

/** `  12 s  initramfs  [  OK  ] Reached target …`. */
export function renderProgress(verdict: Verdict, lastLine: string, milliseconds: number): string {
  const stage = 'stage' in verdict ? verdict.stage : verdict.kind;
  const seconds = `${Math.floor(milliseconds / 1000)} s`.padStart(6);
  return `${seconds}  ${stage.padEnd(11)}  ${shownLine(lastLine.trim())}`;
}
