import { Fault, nearest } from '@bootwright/core';
import type { RungName } from './rung.ts';
import { isRungName, rungNames } from './rung.ts';

/**
 * The rungs that have to run: names with commas or blanks between them, as `BOOTWRIGHT_REQUIRE` has them, or `all`.
 *
 * Faults: `integration/unknown-rung`.
 */
export function parseRequiredRungs(text: string): readonly RungName[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  if (names.includes('all')) return rungNames;
  for (const name of names) {
    if (isRungName(name)) continue;
    const near = nearest(name, rungNames);
    throw new Fault('integration/unknown-rung', `BOOTWRIGHT_REQUIRE names a rung that there is not: "${name}"`, {
      hint: `${near === undefined ? '' : `did you mean "${near}"? `}the rungs are ${rungNames.join(', ')}, or "all"`,
    });
  }
  return rungNames.filter((name) => names.includes(name));
}
