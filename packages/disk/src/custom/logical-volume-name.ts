import type { Location } from '@bootwright/core';
import type { LogicalVolume } from '../table/partition-table.ts';
import { uniqueName } from './unique-name.ts';

/** The name of a logical volume that has none: `rootlv` for `/`, `var_loglv` for `/var/log`, `swaplv` for swap. */
export function logicalVolumeName(what: string, others: readonly LogicalVolume[], at: Location = {}): string {
  const base = what === '/' ? 'rootlv' : `${what.replace(/^\/+/, '').replaceAll('/', '_')}lv`;
  return uniqueName(base, new Set(others.map(({ name }) => name)), at);
}
