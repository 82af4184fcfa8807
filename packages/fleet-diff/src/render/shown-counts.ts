import { counted } from '@bootwright/core';
import type { FleetDiff } from '../groups/fleet-diff.ts';

/** `1828 manifests: 1746 changed, 5 added, 109 removed`. */
export function countsText({ names, changed, added, removed, renamed }: FleetDiff): string {
  const parts = [
    [changed, 'changed'],
    [added.length, 'added'],
    [removed.length, 'removed'],
    [renamed.length, 'renamed'],
  ].flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
  return `${counted(names.length, 'manifest')} in both: ${parts.length === 0 ? 'no differences' : parts.join(', ')}`;
}

/** Renamed manifests, each as `OLD → NEW`. */
export function renamedTexts({ renamed }: FleetDiff): readonly string[] {
  return renamed.map(({ before, after }) => `${before} → ${after}`);
}

/** Whether both sets are equal, as far as nothing is ignored. */
export function isEqualFleet({ changed, added, removed, renamed }: FleetDiff): boolean {
  return changed + added.length + removed.length + renamed.length === 0;
}
