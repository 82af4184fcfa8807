import { Fault } from '@bootwright/core';
import type { Environment } from '@bootwright/process';
import { flagOf, type Options } from './option.ts';

/** The fault `usage/options` of options that exclude or need each other. */
export function optionsFault(message: string, hint: string): Fault {
  return new Fault('usage/options', message, { hint });
}

/** The fault `usage/arguments` of operands that are missing, too many, or not what a command takes. */
export function argumentsFault(message: string, hint: string): Fault {
  return new Fault('usage/arguments', message, { hint });
}

/** The flags of those options that the command line gives. A value of an environment variable is for all commands. */
export function givenFlags(options: Options, given: object, environment: Environment): readonly string[] {
  const values: Readonly<Record<string, unknown>> = { ...given };
  return Object.entries(options).flatMap(([name, option]) => {
    const value = values[name];
    const variable = option.kind === 'value' ? option.environment : undefined;
    const isStored = variable !== undefined && `${value}` === environment[variable];
    const isGiven = option.kind === 'switch' ? value === true : value !== undefined && `${value}` !== '';
    return isGiven && !isStored ? [flagOf(name)] : [];
  });
}
