import type { Change, Place } from './change.ts';

/** Where the change is on that side; undefined where that side has nothing. */
export function sideOf(change: Change, side: 'before' | 'after'): Place | undefined {
  if (change.kind === 'added') return side === 'after' ? change.after : undefined;
  if (change.kind === 'removed') return side === 'before' ? change.before : undefined;
  return change[side];
}

/** Where the change is: in the second document, or in the first for what was removed. */
export function placeOf(change: Change): Place {
  return change.kind === 'removed' ? change.before : change.after;
}
