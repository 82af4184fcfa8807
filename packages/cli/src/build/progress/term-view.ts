import { textWidth } from '@bootwright/core';
import { LogLines, type MonitorEvent, notStarted, type RunProgress } from '@bootwright/osbuild-monitor';
import type { Output } from '../../host.ts';
import { styleOf } from '../../terminal/colour.ts';
import type { ProgressView } from './progress-view.ts';
import { renderProgress } from './render-progress.ts';

/** Milliseconds between two updates; `tick` keeps the times running. */
const pause = 100;
const tick = 1000;

/** A few lines that are redrawn in place; only their last state stays. */
export class TermView implements ProgressView {
  readonly #output: Output;
  readonly #timer: NodeJS.Timeout;
  readonly #log = new LogLines();
  #progress = notStarted;
  #said = '';
  #note = '';
  #drawnAt = 0;
  /** The widths of the lines on the screen. */
  #drawn: readonly number[] = [];

  constructor(output: Output) {
    this.#output = output;
    this.#timer = setInterval(() => this.#draw(), tick);
    this.#timer.unref();
  }

  event(event: MonitorEvent, progress: RunProgress): void {
    this.#progress = progress;
    if (event.kind === 'stage-started' || event.kind === 'part-started') this.#said = '';
    if (event.kind === 'log') this.#hear(this.#log.add(event.text));
    if (Date.now() - this.#drawnAt >= pause || event.kind !== 'log') this.#draw();
  }

  line(text: string): void {
    this.#hear([text]);
  }

  say(text: string): void {
    this.#note = text;
    this.#draw();
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#said = '';
    this.#draw();
  }

  #hear(lines: readonly string[]): void {
    this.#said = lines.findLast((line) => line.trim() !== '') ?? this.#said;
  }

  #draw(): void {
    this.#drawnAt = Date.now();
    const columns = this.#output.columns;
    const plain = { progress: this.#progress, said: this.#said, note: this.#note, now: Date.now() / 1000 };
    const lines = renderProgress(plain, columns - 1, styleOf(this.#output));
    // A terminal that became narrower has wrapped wider lines.
    const rows = this.#drawn.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    this.#drawn = renderProgress(plain, columns - 1, styleOf({ colour: false })).map(textWidth);
    const up = rows === 0 ? '\r' : `\u001b[${rows}A\r`;
    void this.#output.write(`${up}\u001b[J${lines.map((line) => `${line}\n`).join('')}`);
  }
}
