import { nearest } from '@bootwright/core';
import { argumentsFault } from './options-fault.ts';

/** The action that the first operand of a command names. Fault: `usage/arguments` for any other word. */
export function readAction<const A extends string>(command: string, actions: readonly A[], given: string): A {
  const found = actions.find((one) => one === given);
  if (found !== undefined) return found;
  const near = nearest(given, actions);
  const all = actions.length === 2 ? actions.join(' or ') : `one of ${actions.join(', ')}`;
  const hint = near === undefined ? `use ${all}` : `did you mean "${command} ${near}"?`;
  throw argumentsFault(`unknown action ${JSON.stringify(given)}`, hint);
}
