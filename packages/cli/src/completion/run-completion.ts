import { imageTypeNames } from '@bootwright/image-types';
import { oneOf } from '../arguments/option.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { bashScript } from './bash-script.ts';
import { completedCommands } from './completed-command.ts';
import { shells } from './completion-command.ts';
import { fishScript } from './fish-script.ts';
import { zshScript } from './zsh-script.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** Prints the completion script of a shell. */
export async function runCompletion(word: string, { host, commands }: CommandContext): Promise<ExitStatus> {
  await host.stdout.write(scripts[oneOf(shells, word)](completedCommands(commands, imageTypeNames)));
  return exitStatus.done;
}
