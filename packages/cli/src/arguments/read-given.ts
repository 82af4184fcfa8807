import { defined, Fault, FaultList, throwFaults } from '@bootwright/core';
import type { Environment } from '@bootwright/process';
import { flagsOf, type Given, type Option, type Options } from './option.ts';

type RawValue = string | true | readonly string[] | undefined;

/** Values as written, by option name: text for a value, texts for a list, true for a switch. */
export type RawValues = Readonly<Record<string, RawValue>>;

/** The values of all options. Throws one fault for each invalid value. */
export function readGiven<O extends Options>(options: O, raw: RawValues, environment: Environment): Given<O> {
  const faults = new FaultList();
  const given: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    const read = faults.collect(() => readOne(name, option, raw[name], environment));
    if (read !== undefined) given[name] = read;
  }
  throwFaults(faults);
  return given as Given<O>;
}

function readOne(name: string, option: Option, raw: RawValue, environment: Environment): unknown {
  if (option.kind === 'switch') return raw === true;
  if (option.kind === 'list') {
    return typeof raw === 'object' ? raw.map((one) => readNamed(flagsOf(name, option), option.read, one)) : [];
  }
  if (typeof raw === 'string') return readNamed(flagsOf(name, option), option.read, raw);
  const variable = option.environment;
  const stored = variable === undefined ? undefined : environment[variable];
  if (variable === undefined || stored === undefined || stored === '') return undefined;
  return readNamed(`the environment variable ${variable}`, option.read, stored);
}

function readNamed(name: string, read: (text: string) => unknown, text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault('usage/value', `${name}: ${error.message}`, { ...defined({ hint: error.hint }), cause: error });
  }
}
