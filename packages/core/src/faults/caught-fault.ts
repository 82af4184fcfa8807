import { Fault } from './fault.ts';

/** What `work` returns, or the fault that it throws. Anything else that is thrown is a bug, and goes on. */
export function caughtFault<T>(work: () => T): T | Fault {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
