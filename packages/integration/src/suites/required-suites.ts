import { Fault, nearest } from '@bootwright/core';
import type { SuiteName } from './suite.ts';
import { isSuiteName, suiteNames } from './suite.ts';

/**
 * The required suites in `BOOTWRIGHT_REQUIRE`: names separated by commas or blanks, or `all`.
 *
 * Faults: `integration/unknown-rung`.
 */
export function parseRequiredSuites(text: string): readonly SuiteName[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  if (names.includes('all')) return suiteNames;
  for (const name of names) {
    if (isSuiteName(name)) continue;
    const near = nearest(name, suiteNames);
    throw new Fault('integration/unknown-rung', `Expected names of suites in BOOTWRIGHT_REQUIRE, got "${name}"`, {
      hint: `${near === undefined ? '' : `did you mean "${near}"? `}use ${suiteNames.join(', ')}, or "all"`,
    });
  }
  return suiteNames.filter((name) => names.includes(name));
}
