import { Fault, unreachable } from '@bootwright/core';
import { imageTypeNames } from '@bootwright/image-types';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { bashScript } from './bash-script.ts';
import { type CompletedCommand, completedCommands } from './completed-command.ts';
import { fishScript } from './fish-script.ts';
import { type Shell, shells } from './shells.ts';
import { zshScript } from './zsh-script.ts';

/** Prints the completion script of a shell. */
export async function runCompletion(word: string, { host, commands }: CommandContext): Promise<ExitStatus> {
  const shell = shells.find((known) => known === word);
  if (shell === undefined) {
    throw new Fault('usage/value', `unknown shell ${JSON.stringify(word)}`, {
      hint: `use one of ${shells.join(', ')}`,
    });
  }
  await host.stdout.write(scriptOf(shell, completedCommands(commands, imageTypeNames)));
  return exitStatus.done;
}

function scriptOf(shell: Shell, completed: readonly CompletedCommand[]): string {
  switch (shell) {
    case 'bash':
      return bashScript(completed);
    case 'zsh':
      return zshScript(completed);
    case 'fish':
      return fishScript(completed);
    default:
      return unreachable(shell);
  }
}
