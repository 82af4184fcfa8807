import { parseArguments } from '../src/arguments/parse-arguments.ts';
import { readGiven } from '../src/arguments/read-given.ts';
import type { Command } from '../src/command.ts';
import { commands } from '../src/commands.ts';

const output = { terminal: false, colour: false, columns: 80, write: async () => {} };

/** The command that words run, once they and their values are understood. Throws a `Fault` where they are not. */
export function understood(words: readonly string[]): Command {
  const request = parseArguments(commands, words, output);
  if (request.kind !== 'run') throw new Error(`${words.join(' ')} runs nothing`);
  readGiven(request.command.options, request.invocation.raw, {});
  return request.command;
}
