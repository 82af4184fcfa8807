import { Fault } from '@bootwright/core';

/** The fault `usage/options` of options that exclude or need each other. */
export function optionsFault(message: string, hint: string): Fault {
  return new Fault('usage/options', message, { hint });
}
