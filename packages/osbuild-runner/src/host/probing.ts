import { defined, type Fault } from '@bootwright/core';
import {
  type CommandOptions,
  type CommandResult,
  type CommandRunner,
  type Environment,
  type LeaseContext,
  outputText,
} from '@bootwright/process';
import type { HostFact } from './host-need.ts';

/** The context of probes: the lease tracks their files and loop devices. */
export interface Probing extends LeaseContext {
  readonly environment: Environment;
}

export const timeLimit = { timeoutMilliseconds: 20_000 };

export function succeeded(result: CommandResult): boolean {
  return result.kind === 'exited' && result.code === 0;
}

/** Whether this process may create namespaces: root may, unless a container forbids it. */
export async function canConfine(runner: CommandRunner, options: CommandOptions = {}): Promise<boolean> {
  return succeeded(await runner.run(['unshare', '--mount', '--pid', '--fork', '--mount-proc', 'true'], options));
}

/** The output of a command, standard error last. */
export function outputOf(result: CommandResult): string {
  return 'stdout' in result ? `${outputText(result.stdout)}${outputText(result.stderr)}` : '';
}

/** The fact of a need that the fault says why the host lacks. */
export function absentBy({ message, hint }: Fault): HostFact {
  return { kind: 'absent', why: message, ...defined({ hint }) };
}

/** The last line that is not empty. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
