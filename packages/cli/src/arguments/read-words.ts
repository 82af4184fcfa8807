import { Fault, pushAll } from '@bootwright/core';
import type { Command } from '../command.ts';
import { flagOf, type Option } from './option.ts';
import type { RawValues } from './read-given.ts';

/** The words of a command line after the name of the command. */
export interface CommandWords {
  readonly values: RawValues;
  readonly operands: readonly string[];
  /** Options that the command does not have, as written, in order. */
  readonly unknownFlags: readonly string[];
  readonly isHelp: boolean;
  /** The first option that lacks its value, or is given twice. */
  readonly fault?: Fault;
}

/** A flag that every command has, or one of an option. */
type Flag = 'help' | 'json' | { readonly name: string; readonly option: Option };

/**
 * Sorts words into values of options, operands and what is unknown. `parseArgs` of Node would split `-name`, as programs
 * written in Go accept it, into letters, and take the word after a flag that needs no value.
 */
export function readWords(words: readonly string[], { options }: Command): CommandWords {
  const flags = flagsOf(options);
  const values: Record<string, string | true | string[]> = {};
  const operands: string[] = [];
  const unknownFlags: string[] = [];
  const faults: Fault[] = [];
  let isHelp = false;
  let next = 0;
  while (next < words.length) {
    const word = words[next++] ?? '';
    if (word === '--') {
      pushAll(operands, words.slice(next));
      break;
    }
    if (!/^-./.test(word)) {
      operands.push(word);
      continue;
    }
    const [, long, inline] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-[^-])(.+)$/s.exec(word) ?? [word, word];
    const flag = flags.get(long ?? word);
    if (flag === undefined || (inline !== undefined && isSwitch(flag))) unknownFlags.push(word);
    else if (flag === 'help') isHelp = true;
    else if (flag === 'json') values.json = true;
    else {
      const { name, option } = flag;
      const value = option.kind === 'switch' ? true : (inline ?? valueAfter(option, words[next]));
      // The word after the flag is its value, and not an operand.
      if (inline === undefined && value === words[next]) next++;
      const before = values[name];
      if (value === undefined) faults.push(missingValue(name, option));
      else if (typeof before === 'string') faults.push(givenTwice(name, before, value));
      else if (option.kind === 'list' && value !== true)
        values[name] = [...(Array.isArray(before) ? before : []), value];
      else values[name] = value;
    }
  }
  return { values, operands, unknownFlags, isHelp, ...(faults[0] && { fault: faults[0] }) };
}

function flagsOf(options: Command['options']): ReadonlyMap<string, Flag> {
  const own = Object.entries(options).flatMap(([name, option]) =>
    [flagOf(name), ...(option.alias === undefined ? [] : [option.alias])].map(
      (flag) => [flag, { name, option }] as const,
    ),
  );
  return new Map<string, Flag>([['--help', 'help'], ['-h', 'help'], ['--json', 'json'], ...own]);
}

function isSwitch(flag: Flag): boolean {
  return typeof flag === 'string' || flag.option.kind === 'switch';
}

/** The value behind a flag. A flag that needs none takes only a word that could be one, such as `false`. */
function valueAfter(
  option: Exclude<Option, { readonly kind: 'switch' }>,
  word: string | undefined,
): string | undefined {
  if (option.kind === 'list' || option.bare === undefined) return word;
  const words = typeof option.completes === 'object' ? option.completes.words : [];
  return word !== undefined && words.includes(word) ? word : option.bare;
}

function missingValue(name: string, option: Option): Fault {
  const value = option.kind === 'switch' ? '' : option.value;
  return new Fault('usage/arguments', `${flagOf(name)} needs a value: ${value}`);
}

function givenTwice(name: string, before: string, value: string | true): Fault {
  const values = `${JSON.stringify(before)} and ${JSON.stringify(value)}`;
  return new Fault('usage/arguments', `${flagOf(name)} is given twice: ${values}`, { hint: 'give it once' });
}
