import type { RungName } from './rung.ts';
import { rungNames } from './rung.ts';

/** What the tests of one rung came to. */
export interface RungRun {
  readonly rung: RungName;
  readonly passed: number;
  readonly failed: readonly string[];
  /** How long its tests took, one added to the other. */
  readonly milliseconds: number;
  /** What our reading was compared with: the programs of an image, or stand-ins for them. */
  readonly compared: readonly string[];
  /** Why it was not tried; then no test of it has run. */
  readonly notReady?: { readonly because: string; readonly cure: string };
}

export type RungOutcome =
  | {
      readonly kind: 'passed';
      readonly rung: RungName;
      readonly tests: number;
      readonly milliseconds: number;
      readonly compared: readonly string[];
    }
  | {
      readonly kind: 'failed';
      readonly rung: RungName;
      readonly tests: number;
      readonly failures: readonly string[];
      readonly milliseconds: number;
      readonly compared: readonly string[];
    }
  | { readonly kind: 'not-run'; readonly rung: RungName; readonly because: string; readonly cure: string };

/** What a run of the suite shows, rung by rung, and whether it may count as a success. */
export interface LadderReport {
  readonly rungs: readonly RungOutcome[];
  /** Why the run is no success; empty where it is one. */
  readonly objections: readonly string[];
}

/**
 * The report of a run. A run in which no rung ran is no success, and neither is one that left out a rung that is
 * required; `outside` is what failed that belongs to no rung.
 */
export function ladderReport(
  runs: readonly RungRun[],
  required: readonly RungName[],
  outside: readonly string[] = [],
): LadderReport {
  const rungs = rungNames.map((name) =>
    outcomeOf(
      name,
      runs.filter(({ rung }) => rung === name),
    ),
  );
  const ran = rungs.filter(({ kind }) => kind !== 'not-run');
  return {
    rungs,
    objections: [
      ...rungs.flatMap((rung) => (rung.kind === 'failed' ? [`${rung.rung} failed`] : [])),
      ...rungs.flatMap((rung) =>
        rung.kind === 'not-run' && required.includes(rung.rung) ? [`${rung.rung} is required and was not run`] : [],
      ),
      ...outside.map((failure) => `outside of all rungs: ${failure}`),
      ...(ran.length === 0 ? ['no rung was run, so that this run shows nothing'] : []),
    ],
  };
}

function outcomeOf(rung: RungName, runs: readonly RungRun[]): RungOutcome {
  const failures = runs.flatMap(({ failed }) => failed);
  const tests = runs.reduce((sum, { passed }) => sum + passed, failures.length);
  const milliseconds = runs.reduce((sum, run) => sum + run.milliseconds, 0);
  const compared = runs.flatMap((run) => run.compared);
  if (failures.length > 0) return { kind: 'failed', rung, tests, failures, milliseconds, compared };
  if (tests > 0) return { kind: 'passed', rung, tests, milliseconds, compared };
  const { because, cure } = runs.flatMap(({ notReady }) => notReady ?? [])[0] ?? leftOut;
  return { kind: 'not-run', rung, because, cure };
}

const leftOut = {
  because: 'none of its tests was among those of this run',
  cure: 'run npm run test:integration without a filter',
};
