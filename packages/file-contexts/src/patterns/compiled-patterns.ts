import type { WorkBudget } from '@bootwright/archive';
import type { CompiledPattern, PathMatcher } from './path-matcher.ts';

/** What compiling a part takes, in steps of fitting a path. */
const stepsOfPart = 50;
/** Of what the engine keeps, as much as it finds out in a step. */
const bytesOfStep = 8;
/** What one rule may keep. At 8 MiB RE2JS would change to an engine that takes a step for each part and letter. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Rules as they are compiled, and what their engine keeps of paths that it has seen: bounded by `pattern memory` of the
 * budget. Those that were used last are kept, others are compiled again when they are needed.
 */
export class CompiledPatterns {
  private readonly budget: WorkBudget;
  /** The one that was used last is the last. */
  private readonly kept = new Map<PathMatcher, CompiledPattern>();
  private bytes = 0;

  constructor(budget: WorkBudget) {
    this.budget = budget;
  }

  /** Compiles a rule. Faults: `composefs/not-computed` where that cannot be done, those of the budget. */
  prepare(matcher: PathMatcher): CompiledPattern {
    this.budget.spend('pattern steps', matcher.size * stepsOfPart);
    const compiled = matcher.compile(this.budget);
    this.kept.set(matcher, compiled);
    this.bytes += compiled.bytes();
    this.release();
    return compiled;
  }

  /** Whether a rule fits a path with the letter of its kind. Faults: as `prepare`. */
  fits(matcher: PathMatcher, key: string): boolean {
    const compiled = this.kept.get(matcher) ?? this.prepare(matcher);
    const before = compiled.bytes();
    const fits = compiled.fits(key);
    this.grow(matcher, compiled, compiled.bytes() - before);
    return fits;
  }

  /** What an engine has newly kept took it time to find out. */
  private grow(matcher: PathMatcher, compiled: CompiledPattern, bytes: number): void {
    this.budget.spend('pattern steps', Math.max(0, Math.ceil(bytes / bytesOfStep)));
    if (!this.kept.delete(matcher)) return;
    if (compiled.bytes() > mostBytes) {
      this.bytes -= compiled.bytes() - bytes;
      return;
    }
    this.kept.set(matcher, compiled);
    this.bytes += bytes;
    this.release();
  }

  private release(): void {
    const most = this.budget.limit('pattern memory');
    for (const [matcher, compiled] of this.kept) {
      if (this.bytes <= most) return;
      this.kept.delete(matcher);
      this.bytes -= compiled.bytes();
    }
  }
}
