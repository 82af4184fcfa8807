import { Fault, pushAll } from '@bootwright/core';
import type { Command } from '../command.ts';
import { flagOf, type Option } from './option.ts';
import { argumentsFault } from './options-fault.ts';
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
 * Sorts words into values of options, operands and what is unknown, as getopt_long does: `--flag VALUE`, `--flag=VALUE`,
 * `-fVALUE`, operands anywhere, and `--` before operands alone. Unlike there, a flag of the command is not taken for the
 * value of the flag before it, a flag is not abbreviated, and `-name`, as programs written in Go accept it, is unknown.
 *
 * `parseArgs` of Node would split `-name` into letters, and take the word after a flag that needs no value.
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
    if (isDashed(word)) {
      unknownFlags.push(word);
      continue;
    }
    if (!/^-./.test(word)) {
      operands.push(word);
      continue;
    }
    const [written, inline] = splitFlag(word);
    // `-output` is meant as `--output`, not as `-o utput`.
    const flag = flags.has(splitFlag(`-${word}`)[0]) ? undefined : flags.get(written);
    if (flag === undefined) unknownFlags.push(word);
    else if (inline !== undefined && isSwitch(flag)) {
      if (written.startsWith('--')) faults.push(needlessValue(written, inline));
      else unknownFlags.push(word);
    } else if (flag === 'help') isHelp = true;
    else if (flag === 'json') values.json = true;
    else {
      const { name, option } = flag;
      const after = words[next];
      const isFlag = after !== undefined && flags.has(splitFlag(after)[0]);
      const isTaken = inline === undefined && !isFlag && takesNext(option, after);
      if (isTaken) next++;
      const value = option.kind === 'switch' ? true : (inline ?? (isTaken ? after : bareOf(option)));
      const before = values[name];
      if (value === undefined) faults.push(missingValue(name, option, after));
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

/** A flag as written, with what is written to it as its value. */
function splitFlag(word: string): readonly [flag: string, inline?: string] {
  const [, flag, inline] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-[^-])(.+)$/s.exec(word) ?? [];
  return flag === undefined || inline === undefined ? [word] : [flag, inline];
}

/** Whether a word begins with a dash of a text processor, where hyphens are meant. */
function isDashed(word: string): boolean {
  return /^[\u2010-\u2015\u2212]+-*[a-z]/.test(word);
}

/** Whether the word after a flag is its value. A flag that needs none takes only a word that could be one, such as `false`. */
function takesNext(option: Option, word: string | undefined): boolean {
  if (option.kind === 'switch' || word === undefined) return false;
  if (option.kind === 'list' || option.bare === undefined) return true;
  const words = typeof option.completes === 'object' ? option.completes.words : [];
  return words.includes(word);
}

function bareOf(option: Option): string | undefined {
  return option.kind === 'value' ? option.bare : undefined;
}

function needlessValue(flag: string, value: string): Fault {
  return argumentsFault(`${flag} takes no value, found ${JSON.stringify(value)}`, `write ${flag}, or leave it out`);
}

/** `after`: the next word, if it is a flag of the command. */
function missingValue(name: string, option: Option, after: string | undefined): Fault {
  const value = option.kind === 'switch' ? '' : option.value;
  const flag = flagOf(name);
  const hint = after === undefined ? undefined : `write ${flag}=${after}, if that is the value`;
  return new Fault('usage/arguments', `${flag} needs a value: ${value}`, { ...(hint && { hint }) });
}

function givenTwice(name: string, before: string, value: string | true): Fault {
  const values = `${JSON.stringify(before)} and ${JSON.stringify(value)}`;
  return argumentsFault(`${flagOf(name)} is given twice: ${values}`, 'give it once');
}
