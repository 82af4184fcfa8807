import type { Location, PathStep } from '@bootwright/core';
import { Fault, renderPath } from '@bootwright/core';

/** More than anyone mends in one go; it bounds time and memory on hostile input. */
const mostFaults = 100;

/** The state of one decoding: where it is, and what it found wrong so far, in document order. */
export interface Decoding {
  readonly at: Location;
  /** Steps below `at`; pushed and popped on the way, so that paths are only built for faults. */
  readonly path: PathStep[];
  readonly faults: Fault[];
}

export const decodingAt = (at: Location): Decoding => ({ at, path: [], faults: [] });

export const isFull = (decoding: Decoding): boolean => decoding.faults.length > mostFaults;

/** Notes a fault at the present place, or at a key below it. */
export function report(decoding: Decoding, code: string, message: string, hint?: string, key?: string): void {
  if (isFull(decoding)) return;
  const below = key === undefined ? decoding.path : [...decoding.path, key];
  const at = { ...decoding.at, path: [...(decoding.at.path ?? []), ...below] };
  if (decoding.faults.length === mostFaults) {
    const rest = `more than ${mostFaults} faults; the rest are not listed`;
    decoding.faults.push(new Fault('blueprint/too-many-faults', rest, { at, hint: 'mend those above first' }));
    return;
  }
  decoding.faults.push(new Fault(code, message, hint === undefined ? { at } : { at, hint }));
}

/** The present value in a message: `uid`, `user[2]`, or `the document` at its root. */
export function subject(decoding: Decoding): string {
  const steps = [...(decoding.at.path ?? []), ...decoding.path];
  const key = steps.findLastIndex((step) => typeof step === 'string');
  return key === -1 ? 'the document' : renderPath(steps.slice(key));
}
