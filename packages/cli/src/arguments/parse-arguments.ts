import { Fault, FaultList, nearest, throwFaults } from '@bootwright/core';
import { CommanderError } from 'commander';
import type { Command, Invocation } from '../command.ts';
import type { Output } from '../host.ts';
import { commanderProgram } from './commander-program.ts';
import { foreignCommandHint, laterCommand } from './foreign-commands.ts';
import { foreignFlagHint } from './foreign-flags.ts';
import { type Completes, flagOf } from './option.ts';
import { otherWords } from './unknown-flags.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly command: Command; readonly invocation: Invocation }
  /** Help or the version was requested. */
  | { readonly kind: 'print'; readonly text: string }
  /** An empty command line shows help. */
  | { readonly kind: 'nothing'; readonly text: string };

/** Parses a command line. Faults: `usage/arguments`. */
export function parseArguments(commands: readonly Command[], argv: readonly string[], output: Output): Request {
  let request: Request | undefined;
  let printed = '';
  const program = commanderProgram(commands, output, {
    print: (text) => {
      printed += text;
    },
    chosen: (command, invocation) => {
      request = { kind: 'run', command, invocation };
    },
  });
  checkHelp(argv, commands);
  try {
    program.parse(withBareValues(isVersionAsJson(argv) ? ['version', '--json'] : argv, commands), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'print', text: printed };
    if (error.code === 'commander.help') return { kind: 'nothing', text: printed };
    if (error.code === 'commander.unknownOption') throwFaults(flagFaults(argv, commands));
    throw usageFault(error, argv, commands);
  }
  if (request === undefined) throw new Error('the command line was read without a result');
  return request;
}

/** Commander's own --version prints text, whatever else is given. */
function isVersionAsJson(argv: readonly string[]): boolean {
  return argv.length === 2 && argv.includes('--json') && (argv.includes('--version') || argv.includes('-V'));
}

/**
 * Commander would use the word after a flag as the value, though the flag needs none. Only a possible value is one, such
 * as `false` in `--tls-verify false`.
 */
function withBareValues(argv: readonly string[], commands: readonly Command[]): string[] {
  const command = commands.find(({ name }) => name === argv[0]);
  const bare = new Map<string, BareFlag>();
  for (const [name, { kind, ...option }] of Object.entries(command?.options ?? {})) {
    if (kind !== 'value' || !('bare' in option) || option.bare === undefined) continue;
    bare.set(flagOf(name), { meant: option.bare, words: wordsOf(option.completes) });
  }
  return argv.flatMap((word, index) => {
    const before = bare.get(argv[index - 1] ?? '');
    if (before?.words.includes(word) === true) return [];
    const flag = bare.get(word);
    if (flag === undefined) return [word];
    const next = argv[index + 1] ?? '';
    return [`${word}=${flag.words.includes(next) ? next : flag.meant}`];
  });
}

interface BareFlag {
  /** The value of the flag alone. */
  readonly meant: string;
  readonly words: readonly string[];
}

const wordsOf = (completes: Completes): readonly string[] => (typeof completes === 'object' ? completes.words : []);

/** Commander would print the help of all commands, without saying why. */
function checkHelp([first, ...words]: readonly string[], commands: readonly Command[]): void {
  const operands = words.filter((word) => !word.startsWith('-'));
  const [name] = operands;
  if (first !== 'help' || name === undefined) return;
  const names = [...commands.map((command) => command.name), first];
  if (!names.includes(name)) {
    throw new Fault('usage/arguments', `unknown command "${name}"`, { hint: cure(nearest(name, names), 'bootwright') });
  }
  if (operands.length === 1) return;
  throw new Fault('usage/arguments', `"help" takes one operand, found ${operands.length}`, {
    hint: `use "bootwright help ${name}"`,
  });
}

/** Commander's message without its prefix; the hint is made of the missing operand, its suggestion and where help is. */
function usageFault(error: CommanderError, argv: readonly string[], commands: readonly Command[]): Fault {
  const [first = '', suggestion] = error.message
    .replace(/^error: /, '')
    .replaceAll(/'([^']*)'/g, '"$1"')
    .split('\n');
  const guess = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(suggestion ?? '')?.[1];
  const command = commands.find(({ name }) => name === argv[0]);
  const sentence = sentenceOf(error.code, { first, command });
  const own = foreignHint(error.code, { argv, command, commands });
  if (own !== undefined) return new Fault('usage/arguments', sentence, { hint: own });
  const hint = cure(guess, command === undefined ? 'bootwright' : `bootwright ${command.name}`);
  const missing = error.code === 'commander.missingArgument' ? operandIn(first, command) : '';
  return new Fault('usage/arguments', sentence, { hint: `${missing}${hint}` });
}

/**
 * One fault for each unknown option. Without a command, as bootc-image-builder is used, the options are those of
 * "build".
 */
function flagFaults(argv: readonly string[], commands: readonly Command[]): FaultList {
  const [first = ''] = argv;
  const named = commands.find(({ name }) => name === first);
  const command = named ?? laterCommand(argv, commands) ?? commands.find(({ name }) => name === 'build');
  const faults = new FaultList();
  if (command === undefined) return faults;
  if (named === undefined) {
    const hint = foreignCommandHint(argv, commands) ?? cure(undefined, 'bootwright');
    faults.push(new Fault('usage/arguments', `expected a command, found the option "${first}"`, { hint }));
  }
  const flags = Object.keys(command.options).map(flagOf);
  const { unknownFlags } = otherWords(named === undefined ? argv : argv.slice(1), command);
  for (const flag of new Set(unknownFlags)) {
    const near = nearest(flag.split('=')[0] ?? flag, [...flags, '--json', '--help']);
    const own = foreignFlagHint(flag, { argv, command, commands });
    // The fault about the missing command already names it.
    if (named === undefined && flag === first && own === undefined) continue;
    const hint = own ?? cure(near, `bootwright ${command.name}`);
    faults.push(new Fault('usage/arguments', `unknown option "${flag}"`, { hint }));
  }
  return faults;
}

/** Commander's message, or a plainer one. */
function sentenceOf(code: string, { first, command }: { first: string; command: Command | undefined }): string {
  const option = /^option "(?:-\w, )?(\S+) <(.*)>" argument missing$/.exec(first);
  if (code === 'commander.optionMissingArgument' && option !== null) return `${option[1]} needs a value: ${option[2]}`;
  const counts = /Expected (\d+) arguments? but got (\d+)/.exec(first);
  if (code !== 'commander.excessArguments' || counts === null || command === undefined) return first;
  const most = counts[1] === '1' ? 'one operand' : `${counts[1]} operands`;
  return `"${command.name}" takes ${counts[1] === '0' ? 'no operands' : most}, found ${counts[2]}`;
}

interface Misunderstood {
  readonly argv: readonly string[];
  readonly command: Command | undefined;
  readonly commands: readonly Command[];
}

/** How to write a command line of image-builder or bootc-image-builder here. */
function foreignHint(code: string, { argv, command, commands }: Misunderstood): string | undefined {
  switch (code) {
    case 'commander.unknownCommand':
      return foreignCommandHint(argv, commands);
    case 'commander.excessArguments':
      return typeHint(argv, command);
    default:
      return undefined;
  }
}

/** image-builder takes the image type as an operand. */
function typeHint(argv: readonly string[], command: Command | undefined): string | undefined {
  if (command?.name !== 'build' && command?.name !== 'manifest') return undefined;
  if (argv.some((word) => /^--type(?:=|$)/.test(word))) return 'give one container at a time';
  const type = otherWords(argv.slice(1), command).operands.findLast((word) => /^[a-z][a-z0-9-]*$/.test(word));
  return type === undefined ? undefined : `use --type ${type}, if that is the image type`;
}

function cure(guess: string | undefined, of: string): string {
  return `${guess === undefined ? '' : `did you mean ${guess}? `}see "${of} --help"`;
}

/** A description of the operand that a message names in quotes. */
function operandIn(message: string, command: Command | undefined): string {
  const operand = command?.operands.find(({ name }) => message.includes(`"${name}"`));
  return operand === undefined ? '' : `give ${operand.name}: ${operand.summary}; `;
}
