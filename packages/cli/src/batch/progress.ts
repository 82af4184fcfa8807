import { defined } from '@bootwright/core';
import type { Output } from '../host.ts';
import { barLine } from '../terminal/bar-line.ts';
import { styleOf } from '../terminal/colour.ts';
import { type Counts, countAll } from './chunk-answer.ts';

/** Where a batch stands. */
export interface Standing {
  readonly counts: Counts;
  /** From 0 to 1, where the length of the input is known. */
  readonly share?: number;
  readonly milliseconds: number;
}

/** One line that says how far a batch is, at most `columns` wide. */
export function renderProgress({ counts, share, milliseconds }: Standing, columns: number): string {
  const done = countAll(counts);
  const rate = milliseconds > 0 ? Math.round((done * 1000) / milliseconds) : 0;
  const wrong = counts.fault + counts.bug;
  const words = `${counted(done, 'request')}, ${counted(wrong, 'fault')}, ${grouped(rate)}/s`;
  return barLine({ words, ...defined({ share }) }, columns);
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A progress bar on a terminal; on any other output it says nothing. */
export class ProgressBar {
  readonly #output: Output;
  readonly #now: () => number;
  readonly #begun: number;
  #shown = Number.NEGATIVE_INFINITY;

  constructor(output: Output, now: () => number) {
    this.#output = output;
    this.#now = now;
    this.#begun = now();
  }

  /** Redraws the bar, ten times a second at most. */
  async show(counts: Counts, share: number | undefined): Promise<void> {
    const now = this.#now();
    if (!this.#output.terminal || now - this.#shown < 100) return;
    this.#shown = now;
    const standing = { counts, milliseconds: now - this.#begun, ...defined({ share }) };
    await this.#output.write(`\r${renderProgress(standing, this.#output.columns - 1)}\u001b[K`);
  }

  /** Puts a summary in the bar's place. */
  async end(counts: Counts): Promise<void> {
    if (!this.#output.terminal) return;
    const seconds = (this.#now() - this.#begun) / 1000;
    const { manifest, fault, bug } = counts;
    const bugs = bug === 0 ? '' : `, ${counted(bug, 'bug')}`;
    const words = `${counted(countAll(counts), 'request')}: ${counted(manifest, 'manifest')}, ${counted(fault, 'fault')}${bugs}`;
    const rate = Math.round(countAll(counts) / Math.max(seconds, 0.001));
    const tail = styleOf(this.#output).faint(`in ${seconds.toFixed(1)} s, ${grouped(rate)}/s`);
    await this.#output.write(`\r${words} ${tail}\u001b[K\n`);
  }
}
