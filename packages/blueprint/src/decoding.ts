import type { Location, PathStep } from '@bootwright/core';
import { Fault, FaultList, renderPath } from '@bootwright/core';

/** The state of one decoding: where it is, and what it found wrong so far, in document order. */
export interface Decoding {
  readonly at: Location;
  /** Steps below `at`; pushed and popped on the way, so that paths are only built for faults. */
  readonly path: PathStep[];
  readonly faults: FaultList;
}

export const decodingAt = (at: Location): Decoding => ({ at, path: [], faults: new FaultList() });

/** Notes a fault at the present place, or at a key below it. */
export function report(decoding: Decoding, code: string, message: string, hint?: string, key?: string): void {
  decoding.faults.report(() => {
    const below = key === undefined ? decoding.path : [...decoding.path, key];
    const at = { ...decoding.at, path: [...(decoding.at.path ?? []), ...below] };
    return new Fault(code, message, hint === undefined ? { at } : { at, hint });
  });
}

/** The present value in a message: `uid`, `user[2]`, or `the document` at its root. */
export function subject(decoding: Decoding): string {
  const steps = [...(decoding.at.path ?? []), ...decoding.path];
  const key = steps.findLastIndex((step) => typeof step === 'string');
  return key === -1 ? 'the document' : renderPath(steps.slice(key));
}
