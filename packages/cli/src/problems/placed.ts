import { Fault, type Location } from '@bootwright/core';

/** What was thrown; a fault that names no place gets this one. */
export function placed(error: unknown, at: Location): unknown {
  return error instanceof Fault && error.at === undefined ? error.with({ at }) : error;
}

/** What `work` gives; a fault that names no place gets this one. */
export function inPlace<T>(at: Location, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw placed(error, at);
  }
}
