import { describe, expect, test } from 'vitest';
import { parseRequiredSuites } from '../src/suites/required-suites.ts';
import { type Readiness, type SuiteName, suites } from '../src/suites/suite.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** On the outer block of each suite: its name. */
    suite?: SuiteName;
    /** Why it cannot run, and the fix. */
    notReady?: { readonly because: string; readonly cure: string };
    /** On a test: what the result was compared with. */
    compared?: string;
  }
}

/**
 * Defines the tests of a suite by the result of its probe. A suite that cannot run is reported as not run, with the reason;
 * if it is required, that is a failure.
 */
export function defineSuite<Capability>(
  suite: SuiteName,
  readiness: Readiness<Capability>,
  define: (capability: Capability) => void,
): void {
  const title = `${suite}: ${suites[suite]}`;
  if (readiness.kind === 'ready') {
    describe(title, { meta: { suite } }, () => define(readiness.capability));
    return;
  }
  const { because, cure } = readiness;
  const required = parseRequiredSuites(process.env.BOOTWRIGHT_REQUIRE ?? '').includes(suite);
  describe(title, { meta: { suite, notReady: { because, cure } } }, () => {
    if (required) test('it can run here', () => expect.fail(`${suite} is required, but ${because}; ${cure}`));
    else test.skip(`can run here [skipped: ${because}]`, () => undefined);
  });
}
