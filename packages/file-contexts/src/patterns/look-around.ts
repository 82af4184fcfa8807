import type { WorkBudget } from '@bootwright/archive';
import type { Fault } from '@bootwright/core';
import { isEdge, type Program, type Step } from './backtracking-program.ts';

// Own code: JavaScript's engine counts no steps, and a limit in time gives other answers on a busy machine.

/**
 * Steps for one path. PCRE2 gives up after ten million of its own, and then takes the rule as one that does not fit: what
 * takes so long is not decided here.
 */
const longestMatch = 1_000_000;

/** For look-around and references, which take an engine that goes back and tries again. Its steps are charged. */
export interface LookAround {
  readonly budget: WorkBudget;
  /** The fault of a text that takes too many steps. */
  readonly tooSlow: () => Fault;
}

/** Whether all of a text fits. */
export function fitsByLooking(program: Program, text: string, { budget, tooSlow }: LookAround): boolean {
  const most = Math.min(budget.left('look-around'), longestMatch);
  const search = new Search(program, text, most);
  const end = search.run(program.steps, 0);
  budget.spend('look-around', Math.min(search.steps, most));
  if (search.steps > most) throw tooSlow();
  return end === text.length;
}

const none = -1;

class Search {
  steps = 0;
  private readonly text: string;
  private readonly most: number;
  private readonly kept: number[];
  /** Pairs: a step and the place at which to try it, or `-1 - slot` and what the slot had before. */
  private readonly stack: number[] = [];

  constructor({ slots }: Program, text: string, most: number) {
    this.text = text;
    this.most = most;
    this.kept = new Array<number>(slots).fill(0);
  }

  /** Where a fit that starts at `from` ends; -1 for none, or when there were too many steps. */
  run(steps: readonly Step[], from: number): number {
    const base = this.stack.length;
    let at = from;
    for (let index = 0; ; index += 1) {
      if (index === steps.length) return at;
      this.steps += 1;
      if (this.steps > this.most) return none;
      const step = steps[index];
      const next = step === undefined ? none : this.after(step, at);
      if (next === none) {
        const [other, place] = this.back(base);
        if (other === none) return none;
        [index, at] = [other - 1, place];
        continue;
      }
      at = next;
      if (step?.kind === 'jump' || (step?.kind === 'jump if moved' && this.kept[step.slot] !== at)) index = step.to - 1;
    }
  }

  /** The place behind a step that fits. */
  private after(step: Step, at: number): number {
    const { text } = this;
    switch (step.kind) {
      case 'bytes':
        return this.literal(step.bytes, at);
      case 'set':
        return at < text.length && step.set[text.charCodeAt(at)] === true ? at + 1 : none;
      case 'edge':
        return isEdge(step.edge, text, at) ? at : none;
      case 'fork':
        this.stack.push(step.other, at);
        return at;
      case 'keep':
        this.stack.push(-1 - step.slot, this.kept[step.slot] ?? 0);
        this.kept[step.slot] = at;
        return at;
      case 'reference':
        return this.literal(text.slice(this.kept[step.start], this.kept[step.end]), at);
      case 'look':
        return this.looks(step, at) === step.negated ? none : at;
      case 'atomic':
        return this.atomic(step.steps, at);
      case 'jump':
      case 'jump if moved':
        return at;
      case 'fail':
        return none;
    }
  }

  private literal(bytes: string, at: number): number {
    this.steps += bytes.length;
    return this.text.startsWith(bytes, at) ? at + bytes.length : none;
  }

  private looks({ steps, behind }: Extract<Step, { kind: 'look' }>, at: number): boolean {
    if (behind > at) return false;
    const base = this.stack.length;
    const end = this.run(steps, at - behind);
    while (this.back(base)[0] !== none);
    return end !== none;
  }

  private atomic(steps: readonly Step[], at: number): number {
    const base = this.stack.length;
    const end = this.run(steps, at);
    // No other way is tried; what was kept is still taken back when one before it is.
    let top = base;
    for (let index = base; index < this.stack.length; index += 2) {
      const [what = 0, value = 0] = [this.stack[index], this.stack[index + 1]];
      if (what >= 0) continue;
      this.stack[top] = what;
      this.stack[top + 1] = value;
      top += 2;
    }
    this.steps += this.stack.length - base;
    this.stack.length = top;
    return end;
  }

  /** The last step that is still to be tried, and where; all that was kept since is taken back. */
  private back(base: number): readonly [step: number, at: number] {
    while (this.stack.length > base) {
      const value = this.stack.pop() ?? 0;
      const what = this.stack.pop() ?? 0;
      if (what >= 0) return [what, value];
      this.kept[-1 - what] = value;
    }
    return [none, none];
  }
}
