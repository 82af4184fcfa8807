import { Fault } from '@bootwright/core';

/** The value of a promise, or the fault that it is rejected with; anything else that is thrown goes on. */
export async function settled<T>(promise: Promise<T>): Promise<{ readonly value: T } | { readonly fault: Fault }> {
  try {
    return { value: await promise };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: error };
  }
}
