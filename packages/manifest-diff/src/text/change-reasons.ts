import type { DocumentPath } from '@bootwright/core';
import type { Change } from '../diff/change.ts';
import { sideOf } from '../diff/change-side.ts';
import type { ChangeReason } from '../render/diff-report.ts';

/** The reasons given for the change: those whose path leads to it or to what contains it, on either side. */
export function reasonsOf(change: Change, reasons: readonly ChangeReason[]): readonly string[] {
  const sides = [sideOf(change, 'before'), sideOf(change, 'after')].filter((side) => side !== undefined);
  return reasons.filter((reason) => sides.some(({ path }) => leadsTo(reason.path, path))).map((reason) => reason.text);
}

/** The same for a text that is read from top to bottom: each reason with the first of its changes alone. */
export function reasonTeller(reasons: readonly ChangeReason[]): (change: Change) => readonly string[] {
  const told = new Set<string>();
  return (change) => {
    const fresh = reasonsOf(change, reasons).filter((reason) => !told.has(reason));
    for (const reason of fresh) told.add(reason);
    return fresh;
  };
}

function leadsTo(above: DocumentPath, path: DocumentPath): boolean {
  return above.length <= path.length && above.every((step, index) => step === path[index]);
}
