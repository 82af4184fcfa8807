import { Fault } from '@bootwright/core';
import { CommanderError } from 'commander';
import type { Command, Invocation } from '../command.ts';
import type { Output } from '../host.ts';
import { commanderProgram } from './commander-program.ts';
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

/** Commander's message without its prefix; its suggestion and the way to help are the cure. */
function usageFault(error: CommanderError, argv: readonly string[], commands: readonly Command[]): Fault {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const command = commands.find(({ name }) => name === argv[0]);
  const help = `"bootwright ${command === undefined ? '' : `${command.name} `}--help" shows what there is`;
  const guess = suggestion?.replace(/^\((.*)\)$/, '$1');
  return new Fault('usage/arguments', first, { hint: guess === undefined ? help : `${guess} ${help}` });
}
