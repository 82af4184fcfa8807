import type { SuiteName } from './suite.ts';
import { suiteNames } from './suite.ts';

/** Results of the tests of a suite. */
export interface SuiteRun {
  readonly suite: SuiteName;
  readonly passed: number;
  readonly failed: readonly string[];
  /** The sum of the durations of its tests. */
  readonly milliseconds: number;
  /** What was compared with: the programs of an image, or stand-ins for them. */
  readonly compared: readonly string[];
  /** Why none of its tests were run. */
  readonly notReady?: { readonly because: string; readonly cure: string };
}

interface FinishedSuite extends Pick<SuiteRun, 'suite' | 'milliseconds' | 'compared'> {
  readonly tests: number;
}

export type SuiteOutcome =
  | ({ readonly kind: 'passed' } & FinishedSuite)
  | ({ readonly kind: 'failed'; readonly failures: readonly string[] } & FinishedSuite)
  | { readonly kind: 'not-run'; readonly suite: SuiteName; readonly because: string; readonly cure: string };

/** The outcome of each suite, and whether the run is a success. */
export interface SuiteReport {
  readonly suites: readonly SuiteOutcome[];
  /** Why the run is not a success; empty if it is. */
  readonly objections: readonly string[];
}

/**
 * The report of a run. It is not a success if no suite ran, or if a required suite did not run. `outside` are failures
 * outside of all suites.
 */
export function suiteReport(
  runs: readonly SuiteRun[],
  required: readonly SuiteName[],
  outside: readonly string[] = [],
): SuiteReport {
  const suites = suiteNames.map((name) =>
    outcomeOf(
      name,
      runs.filter(({ suite }) => suite === name),
    ),
  );
  const ran = suites.filter(({ kind }) => kind !== 'not-run');
  return {
    suites,
    objections: [
      ...suites.flatMap((suite) => (suite.kind === 'failed' ? [`${suite.suite} failed`] : [])),
      ...suites.flatMap((suite) =>
        suite.kind === 'not-run' && required.includes(suite.suite)
          ? [`${suite.suite} is required and was not run`]
          : [],
      ),
      ...outside.map((failure) => `outside of all suites: ${failure}`),
      ...(ran.length === 0 ? ['no suite was run'] : []),
    ],
  };
}

function outcomeOf(suite: SuiteName, runs: readonly SuiteRun[]): SuiteOutcome {
  const failures = runs.flatMap(({ failed }) => failed);
  const tests = runs.reduce((sum, { passed }) => sum + passed, failures.length);
  const milliseconds = runs.reduce((sum, run) => sum + run.milliseconds, 0);
  const compared = runs.flatMap((run) => run.compared);
  if (failures.length > 0) return { kind: 'failed', suite, tests, failures, milliseconds, compared };
  if (tests > 0) return { kind: 'passed', suite, tests, milliseconds, compared };
  const { because, cure } = runs.flatMap(({ notReady }) => notReady ?? [])[0] ?? leftOut;
  return { kind: 'not-run', suite, because, cure };
}

const leftOut = {
  because: 'none of its tests was selected',
  cure: 'run npm run test:integration without a filter',
};
