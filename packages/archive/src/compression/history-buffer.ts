import type { WorkBudget } from '../work-budget.ts';
import type { Sink } from './decompression.ts';
import { chargeHistory, corrupt } from './decompression.ts';

/** Bytes that are passed on at once, at least. */
const portion = 1024 * 1024;
const firstLength = 64 * 1024;

/**
 * Unpacked bytes on their way out, with as many of those before as later ones can refer to. Its memory is charged to the
 * budget until it is released. Faults: `compression/unsupported`, where the budget ends.
 */
export class HistoryBuffer {
  private buffer: Uint8Array;
  private readonly history: number;
  private readonly longest: number;
  private readonly sink: Sink;
  private readonly budget: WorkBudget;
  /** Where the bytes begin that were not passed on yet. */
  private start = 0;
  private end = 0;
  /** Where the bytes begin that may be referred to. */
  private oldest = 0;
  /** Bytes that went through here. */
  total = 0;
  /** Those before `forget`. */
  forgotten = 0;

  /** `history`: how many bytes back a copy may reach. What `sink` is given it has to use at once. */
  constructor(history: number, sink: Sink, budget: WorkBudget) {
    this.history = history;
    this.longest = history + Math.max(portion, history >> 2);
    // It grows with what goes through: a header of a few bytes may ask for the longest history.
    this.budget = budget;
    this.sink = sink;
    this.buffer = this.allocated(Math.min(this.longest, firstLength));
  }

  put(byte: number): void {
    if (this.end === this.buffer.length) this.roll();
    this.buffer[this.end++] = byte;
    this.total += 1;
  }

  putAll(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      if (this.end === this.buffer.length) this.roll();
      const count = Math.min(bytes.length - from, this.buffer.length - this.end);
      this.buffer.set(bytes.subarray(from, from + count), this.end);
      this.end += count;
      from += count;
    }
    this.total += bytes.length;
  }

  /** Repeats `length` bytes from `distance` back, which may overlap what they become. */
  copy(distance: number, length: number): void {
    if (distance > this.reach()) throw corrupt('it refers to bytes before its beginning');
    let left = length;
    while (left > 0) {
      if (this.end === this.buffer.length) this.roll();
      const { buffer } = this;
      const count = Math.min(left, buffer.length - this.end);
      let to = this.end;
      const end = to + count;
      for (let from = to - distance; to < end; ) buffer[to++] = buffer[from++] ?? 0;
      this.end = end;
      left -= count;
    }
    this.total += length;
  }

  /** The byte `distance` back; 0 before the beginning. */
  at(distance: number): number {
    return distance > this.end - this.oldest ? 0 : (this.buffer[this.end - distance] ?? 0);
  }

  /** How many bytes back a copy may reach now. */
  reach(): number {
    return Math.min(this.history, this.end - this.oldest);
  }

  /** What follows refers to nothing before. */
  forget(): void {
    this.oldest = this.end;
    this.forgotten = this.total;
  }

  flush(): void {
    if (this.end > this.start) this.sink(this.buffer.subarray(this.start, this.end));
    this.start = this.end;
  }

  /** Gives its memory back to the budget: nothing is unpacked here any more. */
  release(): void {
    this.budget.giveBack('history bytes', this.buffer.length);
    this.buffer = new Uint8Array();
  }

  private allocated(length: number): Uint8Array {
    chargeHistory(this.budget, length);
    return new Uint8Array(length);
  }

  private roll(): void {
    this.flush();
    if (this.buffer.length < this.longest) {
      const former = this.buffer;
      const grown = this.allocated(Math.min(this.longest, former.length * 2));
      grown.set(former);
      this.buffer = grown;
      this.budget.giveBack('history bytes', former.length);
      return;
    }
    const kept = Math.min(this.history, this.end - this.oldest);
    this.buffer.copyWithin(0, this.end - kept, this.end);
    this.oldest = 0;
    this.start = kept;
    this.end = kept;
  }
}
