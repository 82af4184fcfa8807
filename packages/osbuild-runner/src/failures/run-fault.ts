import { defined, type Fault } from '@bootwright/core';
import { type FailedRun, type ManifestOutline, runFailure } from '@bootwright/osbuild-monitor';
import { type CommandResult, commandFault } from '@bootwright/process';

/** How a run of osbuild ended. */
export interface RunEnding extends Omit<FailedRun, 'signal'> {
  readonly command: CommandResult;
}

/** The fault of a failed run, with its place in the manifest of `outline`. Absent for a run that succeeded. */
export function runFault({ command, ...run }: RunEnding, outline: ManifestOutline): Fault | undefined {
  if (command.kind === 'exited' && command.code === 0 && run.result.kind !== 'none') return undefined;
  if (command.kind !== 'exited' && command.kind !== 'signalled') return commandFault(command);
  return runFailure(
    { ...run, ...defined({ signal: command.kind === 'signalled' ? command.signal : undefined }) },
    outline,
  );
}
