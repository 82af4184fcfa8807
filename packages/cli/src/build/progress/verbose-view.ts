import { shownLine } from '@bootwright/core';
import type { MonitorEvent } from '@bootwright/osbuild-monitor';
import type { Output } from '../../host.ts';
import { styleOf } from '../../terminal/colour.ts';
import { LogText } from './log-text.ts';
import type { ProgressView } from './progress-view.ts';

/** Prints the full log. */
export class VerboseView implements ProgressView {
  readonly #output: Output;
  readonly #log = new LogText();

  constructor(output: Output) {
    this.#output = output;
  }

  event(event: MonitorEvent): void {
    for (const line of this.#log.event(event)) this.#write(line, event.kind !== 'log');
  }

  line(text: string): void {
    this.#write(text, false);
  }

  say(text: string): void {
    this.#write(text, true);
  }

  async end(): Promise<void> {
    // Everything is already written.
  }

  #write(line: string, strong: boolean): void {
    const { strong: bold } = styleOf(this.#output);
    const shown = shownLine(line);
    void this.#output.write(`${strong ? bold(shown) : shown}\n`);
  }
}
