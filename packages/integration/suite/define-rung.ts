import { describe, expect, test } from 'vitest';
import { parseRequiredRungs } from '../src/rungs/required-rungs.ts';
import { type Readiness, type RungName, rungs } from '../src/rungs/rung.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** On the suite of each rung: which it is. */
    rung?: RungName;
    /** Where it cannot run: why, and what would mend that. */
    notReady?: { readonly because: string; readonly cure: string };
    /** On a test: what our reading was compared with. */
    compared?: string;
  }
}

/**
 * Defines the tests of a rung by what its probe has found. Where it cannot run, it is reported as not run with the reason;
 * where it is required besides, that is a failure.
 */
export function defineRung<Means>(rung: RungName, readiness: Readiness<Means>, define: (means: Means) => void): void {
  const title = `${rung}: ${rungs[rung]}`;
  if (readiness.kind === 'ready') {
    describe(title, { meta: { rung } }, () => define(readiness.means));
    return;
  }
  const { because, cure } = readiness;
  const required = parseRequiredRungs(process.env.BOOTWRIGHT_REQUIRE ?? '').includes(rung);
  describe(title, { meta: { rung, notReady: { because, cure } } }, () => {
    if (required) test('it can run here', () => expect.fail(`${rung} is required, but ${because}; ${cure}`));
    else test.skip(`can run here [skipped: ${because}]`, () => undefined);
  });
}
