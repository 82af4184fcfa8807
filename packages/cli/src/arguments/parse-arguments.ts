import { type Fault, FaultList, nearest } from '@bootwright/core';
import type { Command, Invocation } from '../command.ts';
import type { Output } from '../host.ts';
import { version } from '../version.ts';
import { foreignCommandHint, laterCommand } from './foreign-commands.ts';
import { foreignFlagHint } from './foreign-flags.ts';
import { commandHelp, programHelp } from './help.ts';
import { flagOf } from './option.ts';
import { argumentsFault } from './options-fault.ts';
import { type CommandWords, readWords } from './read-words.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly command: Command; readonly invocation: Invocation }
  /** Help or the version was requested. */
  | { readonly kind: 'print'; readonly text: string }
  /** An empty command line shows help. */
  | { readonly kind: 'nothing'; readonly text: string };

/** Whether words ask for JSON: behind `--`, a word is an operand. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? argv.length : end).includes('--json');
}

/** Parses a command line. Faults: `usage/arguments`. */
export function parseArguments(commands: readonly Command[], argv: readonly string[], output: Output): Request {
  const print = (text: string): Request => ({ kind: 'print', text: `${text}\n` });
  const [first, ...words] = argv;
  if (first === undefined) return { kind: 'nothing', text: `${programHelp(commands, output)}\n` };
  if (first === '--help' || first === '-h') return print(programHelp(commands, output));
  if (first === 'help') return print(helpText(words, commands, output));
  const [flag, ...others] = argv.filter((word) => word !== '--json');
  if ((flag === '--version' || flag === '-V') && others.length === 0) {
    if (argv.length === 1) return print(`bootwright ${version}`);
    return parseArguments(commands, ['version', '--json'], output);
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) {
    if (first.startsWith('-')) throwFlagFaults(argv, commands);
    throw unknownCommand(argv, commands);
  }
  const read = readWords(words, command);
  if (read.isHelp) return print(commandHelp(command, output));
  if (read.unknownFlags.length > 0) throwFlagFaults(argv, commands);
  checkWords(command, read, argv);
  return { kind: 'run', command, invocation: { operands: read.operands, raw: read.values } };
}

function helpText(words: readonly string[], commands: readonly Command[], output: Output): string {
  const [name, ...more] = words.filter((word) => !word.startsWith('-'));
  if (name === undefined || (name === 'help' && more.length === 0)) return programHelp(commands, output);
  const command = commands.find((one) => one.name === name);
  if (command === undefined && name !== 'help') throw unknownCommand([name], commands);
  if (command !== undefined && more.length === 0) return commandHelp(command, output);
  throw argumentsFault(`"help" takes one operand, found ${more.length + 1}`, `use "bootwright help ${name}"`);
}

function unknownCommand(argv: readonly string[], commands: readonly Command[]): Fault {
  const [first = ''] = argv;
  const near = nearest(first, [...commands.map(({ name }) => name), 'help']);
  return argumentsFault(`unknown command "${first}"`, foreignCommandHint(argv, commands) ?? cure(near, 'bootwright'));
}

/**
 * One fault for each unknown option. Without a command, as bootc-image-builder is used, the options are those of
 * "build".
 */
function throwFlagFaults(argv: readonly string[], commands: readonly Command[]): never {
  const [first = ''] = argv;
  const named = commands.find(({ name }) => name === first);
  const command = named ?? laterCommand(argv, commands) ?? commands.find(({ name }) => name === 'build');
  if (command === undefined) throw unknownCommand(argv, commands);
  const faults = new FaultList();
  if (named === undefined) {
    const hint = foreignCommandHint(argv, commands) ?? cure(undefined, 'bootwright');
    faults.push(argumentsFault(`expected a command, found the option "${first}"`, hint));
  }
  const flags = Object.keys(command.options).map(flagOf);
  const { unknownFlags } = readWords(named === undefined ? argv : argv.slice(1), command);
  for (const flag of new Set(unknownFlags)) {
    const near = nearestFlag(flag, [...flags, '--json', '--help']);
    const own = foreignFlagHint(flag, { argv, command, commands });
    // The fault about the missing command already names it.
    if (named === undefined && flag === first && own === undefined) continue;
    faults.push(argumentsFault(`unknown option "${flag}"`, own ?? cure(near, `bootwright ${command.name}`)));
  }
  throw faults.joined() ?? new Error('every option is known');
}

/** The flag that was probably meant: one that the word abbreviates, or one that is written much like it. */
function nearestFlag(word: string, flags: readonly string[]): string | undefined {
  // A text processor makes a dash of two hyphens.
  const written = (word.split('=')[0] ?? word).replace(/^[\u2010-\u2015\u2212]+-*/, '--');
  const [only, ...others] = written.length > 3 ? flags.filter((flag) => flag.startsWith(written)) : [];
  return only !== undefined && others.length === 0 ? only : nearest(written, flags);
}

/** Rejects a missing value, and too few or too many operands. */
function checkWords(command: Command, { fault, operands }: CommandWords, argv: readonly string[]): void {
  const { name, operands: declared } = command;
  const help = cure(undefined, `bootwright ${name}`);
  if (fault !== undefined) throw fault.hint === undefined ? fault.with({ hint: help }) : fault;
  const missing = declared.slice(operands.length).find(({ required }) => required);
  if (missing !== undefined) {
    const hint = `give ${missing.name}: ${missing.summary}; ${help}`;
    throw argumentsFault(`missing required argument "${missing.name}"`, hint);
  }
  if (operands.length <= declared.length || declared.at(-1)?.repeated === true) return;
  const most = ['no operands', 'one operand'][declared.length] ?? `${declared.length} operands`;
  const hint = name === 'build' || name === 'manifest' ? typeHint(argv, operands) : undefined;
  throw argumentsFault(`"${name}" takes ${most}, found ${operands.length}`, hint ?? help);
}

/** image-builder takes the image type as an operand. */
function typeHint(argv: readonly string[], operands: readonly string[]): string | undefined {
  if (argv.some((word) => /^--type(?:=|$)/.test(word))) return 'give one container at a time';
  const type = operands.findLast((word) => /^[a-z][a-z0-9-]*$/.test(word));
  return type === undefined ? undefined : `use --type ${type}, if that is the image type`;
}

function cure(guess: string | undefined, of: string): string {
  return `${guess === undefined ? '' : `did you mean ${guess}? `}see "${of} --help"`;
}
