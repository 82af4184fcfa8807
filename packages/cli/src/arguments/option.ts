import { Fault, nearest } from '@bootwright/core';

/** What shell completion offers for the value. */
export type Completes = 'file' | 'directory' | 'image-type' | 'vm' | 'nothing' | { readonly words: readonly string[] };

/** An option without a value. */
export interface Switch {
  readonly kind: 'switch';
  /** Another flag for it: one letter, or the name in another tool. */
  readonly alias?: string;
  readonly summary: string;
}

export interface ValueOption<T> {
  readonly kind: 'value';
  /** As of a switch. */
  readonly alias?: string;
  /** How help names the value, such as `DIR`. */
  readonly value: string;
  readonly summary: string;
  readonly completes: Completes;
  /** The environment variable that is read if the option is not given. */
  readonly environment?: string;
  /** The value of the flag without one; any other is written `--flag=VALUE`. */
  readonly bare?: string;
  /** Parses the value, or throws a `Fault`, to which the name of the option is added. */
  readonly read: (text: string) => T;
}

/** An option with a value that may be given several times. */
export interface ListOption<T> extends Omit<ValueOption<T>, 'kind' | 'environment' | 'bare'> {
  readonly kind: 'list';
}

export type Option = Switch | ValueOption<unknown> | ListOption<unknown>;
/** By name in camel case; the command line has them in kebab case. */
export type Options = Readonly<Record<string, Option>>;

/** Values by option: switches and lists are always present, a value only if given. */
export type Given<O extends Options> = {
  readonly [K in keyof O as O[K] extends Switch ? K : never]: boolean;
} & {
  readonly [K in keyof O as O[K] extends ListOption<unknown> ? K : never]: O[K] extends ListOption<infer T>
    ? readonly T[]
    : never;
} & {
  readonly [K in keyof O as O[K] extends ValueOption<unknown> ? K : never]?: O[K] extends ValueOption<infer T>
    ? T
    : never;
};

/** What differs from the usual option of its kind. */
export type Details = Partial<Pick<ValueOption<unknown>, 'alias' | 'value' | 'completes' | 'environment' | 'bare'>>;

export function toggle(summary: string, details: Pick<Details, 'alias'> = {}): Switch {
  return { kind: 'switch', summary, ...details };
}

export function value<T>(
  name: string,
  summary: string,
  read: (text: string) => T,
  details: Details = {},
): ValueOption<T> {
  return { kind: 'value', value: name, summary, read, completes: 'nothing', ...details };
}

/** The same option, any number of times. */
export function several<T>({ value: name, summary, read, completes }: ValueOption<T>): ListOption<T> {
  return { kind: 'list', value: name, summary: `${summary}; repeatable`, read, completes };
}

/** Any text that is not empty. */
export function text(name: string, summary: string, details: Details = {}): ValueOption<string> {
  // An empty value usually comes from an unset shell variable.
  const read = (given: string): string => {
    if (given !== '') return given;
    throw new Fault('usage/value', `expected ${name}, got ""`, { hint: 'give a value, or leave the option out' });
  };
  return value(name, summary, read, details);
}

/** One of a few words. */
export function choice<const W extends string>(
  words: readonly W[],
  summary: string,
  details: Details = {},
): ValueOption<W> {
  return value(words.join('|'), summary, (given) => oneOf(words, given), { completes: { words }, ...details });
}

/** The word that was given. Fault: `usage/value` for any other. */
export function oneOf<const W extends string>(words: readonly W[], given: string): W {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  const near = nearest(given, words);
  throw new Fault('usage/value', `${JSON.stringify(given)} is not one of ${words.join(', ')}`, {
    hint: near === undefined ? `use ${words.join(', ').replace(/, ([^,]*)$/, ' or $1')}` : `did you mean ${near}?`,
  });
}

/** The fault `usage/value` of a text that is not what an option takes. */
export function wrongValue(given: string, wanted: string, hint: string): Fault {
  return new Fault('usage/value', `${JSON.stringify(given)} is not ${wanted}`, { hint });
}

/** `--bootc-default-fs` of `bootcDefaultFs`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** All flags of an option for people: `-o, --output`, `--arch, --target-arch`. */
export function flagsOf(name: string, { alias }: Option): string {
  const flag = flagOf(name);
  if (alias === undefined) return flag;
  return alias.startsWith('--') ? `${flag}, ${alias}` : `${alias}, ${flag}`;
}
