import { inside, type Location } from '@bootwright/core';
import type { Accepted, LeftOut } from './account-limits.ts';
import { unitValue } from './configuration-line.ts';

/** Endings of unit names (systemd.unit(5)). */
const endings = /\.(service|socket|device|mount|automount|swap|target|path|timer|slice|scope)$/;

/** The unit that systemctl(1) takes a name for: a service where the name does not end as one of another kind. */
export function unitName(name: string): string {
  return endings.test(name) ? name : `${name}.service`;
}

/** Characters of unit names (systemd.unit(5)); a slash would lead elsewhere, and a blank to another kernel argument. */
const unitCharacters = /^[\w:.\\@-]+$/;
const longestUnitName = 255;

export function isUnitName(name: string): boolean {
  const unit = unitName(name);
  return unitCharacters.test(unit) && unit.length <= longestUnitName && /^[^.@]/.test(unit);
}

/** The units of which systemd takes the names. `at` is the place of the list. */
export function acceptedUnits(units: readonly string[], at: Location): Accepted<readonly string[]> {
  const leftOut = units.flatMap((unit, index): readonly LeftOut[] => {
    if (isUnitName(unit)) return [];
    const reason = 'systemd has no unit of such a name';
    return [
      { what: JSON.stringify(unit), at: inside(at, index), reason, instead: 'use the name of a unit, such as "sshd"' },
    ];
  });
  return { value: units.filter(isUnitName), leftOut };
}

/** The text of a drop-in by which a target starts units, or nothing. */
export function wantsText(units: readonly string[], at: Location): string {
  if (units.length === 0) return '';
  return `[Unit]\nWants=${units.map((unit) => unitName(unitValue(unit, at))).join(' ')}\n`;
}
