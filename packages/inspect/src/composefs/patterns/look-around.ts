import { createContext, Script } from 'node:vm';
import type { Fault } from '@bootwright/core';
import type { WorkBudget } from '../../work-budget.ts';

/**
 * Milliseconds for one path. PCRE2 gives up after ten million steps, and then takes the rule as one that does not fit: what
 * takes so long is not decided here.
 */
const longestMatch = 100;

/** For look-around and references, which take an engine that can take for ever, and is stopped. */
export class LookAround {
  private readonly budget: WorkBudget;
  private readonly script = new Script('compiled.test(key)');
  private readonly world: { compiled?: RegExp; key?: string } = {};
  private isReady = false;

  constructor(budget: WorkBudget) {
    this.budget = budget;
  }

  matcher(compiled: RegExp, tooSlow: () => Fault): (key: string) => boolean {
    return (key) => this.fits(compiled, key, tooSlow);
  }

  private fits(compiled: RegExp, key: string, tooSlow: () => Fault): boolean {
    const timeout = Math.min(Math.floor(this.budget.left('look-around')), longestMatch);
    if (timeout < 1) throw tooSlow();
    // One world for all expressions: each has memory of its own.
    if (!this.isReady) createContext(this.world);
    this.isReady = true;
    Object.assign(this.world, { compiled, key });
    const start = performance.now();
    try {
      return this.script.runInContext(this.world, { timeout }) === true;
    } catch {
      throw tooSlow();
    } finally {
      const spent = performance.now() - start;
      this.budget.spend('look-around', Math.min(spent, this.budget.left('look-around')));
    }
  }
}
