import { Fault } from '@bootwright/core';

/** The value of a call, or the code of the fault that it throws; anything else that is thrown goes on. */
export function outcomeOf<T>(
  call: () => T,
): { readonly value: T } | { readonly fault: string; readonly message: string } {
  try {
    return { value: call() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: error.code, message: error.message };
  }
}
