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

/** As `outcomeOf`, of a call that is waited for. */
export async function laterOutcomeOf<T>(
  call: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly fault: string; readonly message: string }> {
  const outcome = await settled(call());
  return 'value' in outcome ? outcome : { fault: outcome.fault.code, message: outcome.fault.message };
}
