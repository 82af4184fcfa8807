import { type Fault, type Location, quoted } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';
import { findingsAt } from './findings.ts';

/** Faults `blueprint/duplicate` where two groups have one name or one number. `at` is the place of the customizations. */
export function checkGroups(customizations: Customizations, at: Location): readonly Fault[] {
  const findings = findingsAt(at);
  const owners = new Map<string | number, number>();
  /** Notes whose the name or number is; a fault where it is another group's already. */
  const take = (index: number, key: 'name' | 'gid', value: string | number, hint: string): void => {
    const owner = owners.get(value) ?? index;
    owners.set(value, owner);
    if (owner === index) return;
    const what = typeof value === 'string' ? `name ${quoted(value)}` : `number ${value}`;
    const message = `the group ${what} is already that of group[${owner}]`;
    findings.add(['group', index, key], { code: 'blueprint/duplicate', message, hint });
  };
  for (const [index, { name, gid }] of (customizations.group ?? []).entries()) {
    take(index, 'name', name, 'keep one of them');
    if (gid !== undefined) take(index, 'gid', gid, 'give each its own number');
  }
  return findings.faults;
}
