import type { Location } from '@bootwright/core';
import { unitValue } from './configuration-line.ts';

/** Endings of unit names (systemd.unit(5)). */
const endings = /\.(service|socket|device|mount|automount|swap|target|path|timer|slice|scope)$/;

/** The unit that systemctl(1) takes a name for: a service where the name does not end as one of another kind. */
export function unitName(name: string): string {
  return endings.test(name) ? name : `${name}.service`;
}

/** The text of a drop-in by which a target starts units, or nothing. */
export function wantsText(units: readonly string[], at: Location): string {
  if (units.length === 0) return '';
  return `[Unit]\nWants=${units.map((unit) => unitName(unitValue(unit, at))).join(' ')}\n`;
}
