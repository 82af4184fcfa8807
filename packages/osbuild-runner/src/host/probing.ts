import type { CommandResult, CommandRunner, Environment, Lease } from '@bootwright/process';
import { outputText } from '@bootwright/process';

/** What probes work with. */
export interface Probing {
  readonly runner: CommandRunner;
  readonly environment: Environment;
  /** For files and loop devices of probes. */
  readonly lease: Lease;
}

/** How long a probe may take. */
export const patience = { timeoutMilliseconds: 20_000 };

export function succeeded(result: CommandResult): boolean {
  return result.kind === 'exited' && result.code === 0;
}

/** All that a command wrote, standard error last. */
export function saidBy(result: CommandResult): string {
  return 'stdout' in result ? `${outputText(result.stdout)}${outputText(result.stderr)}` : '';
}

/** The last line that says something. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
