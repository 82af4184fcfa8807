import type { DocumentPath } from '@bootwright/core';
import type { Change } from './change.ts';
import { sideOf } from './change-side.ts';
import type { ChangeReason } from './diff-report.ts';

/** The reasons given for the change: those whose path leads to it or to what it lies in, on either side. */
export function reasonsOf(change: Change, reasons: readonly ChangeReason[]): readonly string[] {
  const sides = [sideOf(change, 'before'), sideOf(change, 'after')].filter((side) => side !== undefined);
  return reasons.filter((reason) => sides.some(({ path }) => leadsTo(reason.path, path))).map((reason) => reason.text);
}

function leadsTo(above: DocumentPath, path: DocumentPath): boolean {
  return above.length <= path.length && above.every((step, index) => step === path[index]);
}
