import type { WorkBudget } from '../work-budget.ts';

/** What a block may have at most (RFC 8878, 3.1.1.2.4). */
export const mostInBlock = 128 * 1024;
/** Bytes that readers and writers by the word may reach beyond what they use. */
export const spare = 8;
/** Of the levels that distributions pack with. */
const usualWindow = 8 * 1024 * 1024;
const firstCapacity = 4 * mostInBlock;

/** The output that later blocks may repeat, in one buffer that grows to what the frame's window needs. */
export class History {
  bytes = new Uint8Array(firstCapacity + spare);
  /** Where the next byte goes. */
  end = 0;
  /** Where the frame's first byte stands that can still be repeated. */
  start = 0;
  private window = 0;
  private readonly budget: WorkBudget;

  constructor(budget: WorkBudget) {
    this.budget = budget;
    budget.spend('history bytes', this.bytes.length);
  }

  /** Gives the memory back to the budget: nothing is unpacked here any more. */
  release(): void {
    this.budget.giveBack('history bytes', this.bytes.length);
  }

  /** Nothing of the former frame is repeated in the next. */
  begin(window: number): void {
    this.window = window;
    this.start = this.end;
  }

  /** Whether a block fits. */
  hasRoom(): boolean {
    return this.end + mostInBlock + spare <= this.bytes.length;
  }

  /** Makes room for a block. What was handed on before is overwritten. */
  prepare(): void {
    if (this.hasRoom()) return;
    const kept = Math.min(this.window, this.end - this.start);
    // Moved after all of a usual window, or a quarter of a large one, the bytes cost little for each.
    const ahead = Math.max(Math.min(kept, usualWindow), kept >> 2);
    const needed = Math.max(firstCapacity, kept + ahead + 2 * mostInBlock) + spare;
    const source = this.bytes.subarray(this.end - kept, this.end);
    if (needed > this.bytes.length) {
      const former = this.bytes.length;
      // Both are there until the bytes are moved.
      this.budget.spend('history bytes', needed);
      this.bytes = new Uint8Array(needed);
      this.bytes.set(source);
      this.budget.giveBack('history bytes', former);
    } else this.bytes.set(source);
    this.start = 0;
    this.end = kept;
  }
}
