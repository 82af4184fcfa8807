import type { GoldenOutcome, Outcome } from '../outcome/outcome.ts';

/** What became of one case. */
export type Verdict =
  | { readonly kind: 'same'; readonly name: string }
  | { readonly kind: 'changed'; readonly name: string; readonly before: GoldenOutcome; readonly after: Outcome }
  /** It has no golden. */
  | { readonly kind: 'missing'; readonly name: string; readonly after: Outcome }
  /** There is a golden, and no such case any more. */
  | { readonly kind: 'stale'; readonly name: string; readonly before?: GoldenOutcome };

export type VerdictKind = Verdict['kind'];

/** Every kind, in the order in which a summary counts them. */
export const verdictKinds: readonly VerdictKind[] = ['same', 'changed', 'missing', 'stale'];

/** A check as data. */
export interface CheckReport {
  /** In the order of the cases; stale goldens behind them. */
  readonly verdicts: readonly Verdict[];
  /** Golden files that no case refers to. */
  readonly orphans: readonly string[];
  /** What the cases were compared with, where that is not their goldens. */
  readonly against?: 'program';
}

export type VerdictCounts = Readonly<Record<VerdictKind | 'orphans' | 'cases', number>>;

export function countVerdicts({ verdicts, orphans }: CheckReport): VerdictCounts {
  const counts = { cases: 0, same: 0, changed: 0, missing: 0, stale: 0, orphans: orphans.length };
  for (const { kind } of verdicts) {
    counts[kind]++;
    if (kind !== 'stale') counts.cases++;
  }
  return counts;
}

/** Whether every case is as its golden says, and there is no golden too many. */
export function isClean({ verdicts, orphans }: CheckReport): boolean {
  return orphans.length === 0 && verdicts.every(({ kind }) => kind === 'same');
}

/** The report of a whole check of which these are the shards, or of several sets. */
export function mergeReports(reports: readonly CheckReport[]): CheckReport {
  const isProgram = reports.some(({ against }) => against === 'program');
  return {
    ...(isProgram ? { against: 'program' } : {}),
    verdicts: reports.flatMap(({ verdicts }) => verdicts),
    orphans: [...new Set(reports.flatMap(({ orphans }) => orphans))],
  };
}
