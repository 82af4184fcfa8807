import type { Fault, Location } from '@bootwright/core';
import { quoted } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';
import { findingsAt } from './findings.ts';

/** Faults `blueprint/duplicate` where two groups have one name or one number. `at` is the place of the customizations. */
export function checkGroups(customizations: Customizations, at: Location): readonly Fault[] {
  const findings = findingsAt(at);
  const names = new Map<string, number>();
  const numbers = new Map<number, number>();
  for (const [index, { name, gid }] of (customizations.group ?? []).entries()) {
    const named = names.get(name);
    if (named !== undefined) {
      const message = `the group name ${quoted(name)} is already that of group[${named}]`;
      findings.add(['group', index, 'name'], { code: 'blueprint/duplicate', message, hint: 'keep one of them' });
    } else {
      names.set(name, index);
    }
    if (gid === undefined) continue;
    const numbered = numbers.get(gid);
    if (numbered !== undefined) {
      const message = `the group number ${gid} is already that of group[${numbered}]`;
      findings.add(['group', index, 'gid'], { code: 'blueprint/duplicate', message, hint: 'give each its own number' });
    } else {
      numbers.set(gid, index);
    }
  }
  return findings.faults;
}
