import { Fault, nearest } from '@bootwright/core';
import { CommanderError } from 'commander';
import type { Command, Invocation } from '../command.ts';
import type { Output } from '../host.ts';
import { commanderProgram } from './commander-program.ts';
import { foreignCommandHint, foreignFlagHint } from './foreign-flags.ts';
import { flagOf } from './option.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly command: Command; readonly invocation: Invocation }
  /** Help or the version, which was asked for. */
  | { readonly kind: 'print'; readonly text: string }
  /** Nothing was asked for: help is what is shown. */
  | { readonly kind: 'nothing'; readonly text: string };

/** Reads a command line; what cannot be understood is a fault `usage/arguments`. */
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
    program.parse(withBareValues(argv, commands), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'print', text: printed };
    if (error.code === 'commander.help') return { kind: 'nothing', text: printed };
    throw usageFault(error, argv, commands);
  }
  if (request === undefined) throw new Error('the command line was read without a result');
  return request;
}

/** Commander would take the word after a flag for the value that the flag does not need. */
function withBareValues(argv: readonly string[], commands: readonly Command[]): string[] {
  const command = commands.find(({ name }) => name === argv[0]);
  const bare = new Map<string, string>();
  for (const [name, option] of Object.entries(command?.options ?? {})) {
    if (option.kind === 'value' && option.bare !== undefined) bare.set(flagOf(name), option.bare);
  }
  return argv.map((word) => {
    const meant = bare.get(word);
    return meant === undefined ? word : `${word}=${meant}`;
  });
}

/** Commander would answer with the help of all commands, and not say why. */
function checkHelp([first, name]: readonly string[], commands: readonly Command[]): void {
  if (first !== 'help' || name === undefined || name.startsWith('-')) return;
  const names = [...commands.map((command) => command.name), first];
  if (names.includes(name)) return;
  const near = nearest(name, names);
  throw new Fault('usage/arguments', `unknown command "${name}"`, { hint: cure(near, 'bootwright') });
}

/** Commander's message without its prefix; what is missing, its suggestion and the way to help are the cure. */
function usageFault(error: CommanderError, argv: readonly string[], commands: readonly Command[]): Fault {
  const [first = '', suggestion] = error.message
    .replace(/^error: /, '')
    .replaceAll(/'([^']*)'/g, '"$1"')
    .split('\n');
  const guess = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(suggestion ?? '')?.[1];
  const command = commands.find(({ name }) => name === argv[0]);
  const own = foreignHint(error.code, { first, argv, command });
  if (own !== undefined) return new Fault('usage/arguments', first, { hint: own });
  const hint = cure(guess, command === undefined ? 'bootwright' : `bootwright ${command.name}`);
  const missing = error.code === 'commander.missingArgument' ? operandIn(first, command) : '';
  return new Fault('usage/arguments', first, { hint: `${missing}${hint}` });
}

interface Misunderstood {
  /** The message's first line, with what was not understood in quotes. */
  readonly first: string;
  readonly argv: readonly string[];
  readonly command: Command | undefined;
}

/** What a command line of image-builder or bootc-image-builder is here. */
function foreignHint(code: string, { first, argv, command }: Misunderstood): string | undefined {
  switch (code) {
    case 'commander.unknownOption':
      return foreignFlagHint(/"([^"]*)"/.exec(first)?.[1] ?? '');
    case 'commander.unknownCommand':
      return foreignCommandHint(argv) ?? buildHint(argv);
    case 'commander.excessArguments':
      return typeHint(argv, command);
    default:
      return undefined;
  }
}

/** bootc-image-builder builds where no command is given. */
function buildHint([first = '']: readonly string[]): string | undefined {
  return /[/:]/.test(first) ? `write "bootwright build ${first} --type TYPE"` : undefined;
}

/** image-builder takes the image type as an operand. */
function typeHint(argv: readonly string[], command: Command | undefined): string | undefined {
  if (command?.name !== 'build' && command?.name !== 'manifest') return undefined;
  const type = argv.slice(1).findLast((word) => /^[a-z][a-z0-9-]*$/.test(word));
  return type === undefined ? undefined : `use --type ${type}, if that is the image type`;
}

function cure(guess: string | undefined, of: string): string {
  return `${guess === undefined ? '' : `did you mean ${guess}? `}"${of} --help" shows what there is`;
}

/** What the operand is that a message names in quotes. */
function operandIn(message: string, command: Command | undefined): string {
  const operand = command?.operands.find(({ name }) => message.includes(`"${name}"`));
  return operand === undefined ? '' : `${operand.name}: ${operand.summary}; `;
}
