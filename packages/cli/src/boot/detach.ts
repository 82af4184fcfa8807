import { randomUUID } from 'node:crypto';
import { Fault } from '@bootwright/core';
import { commandFault } from '@bootwright/process';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus, passedOn } from '../exit-status.ts';
import type { Host } from '../host.ts';

/** Set in the process that holds a machine in the background: the text by which it tells the first one that it does. */
const variable = 'BOOTWRIGHT_DETACHED';

/** Whether this is the process in the background. */
export function isDetached({ environment }: Pick<Host, 'environment'>): boolean {
  return (environment[variable] ?? '') !== '';
}

/** Tells the process in the foreground that the machine stays, and with which status it may end. */
export async function announce({ environment, stderr }: Host, status: ExitStatus): Promise<void> {
  const mark = environment[variable] ?? '';
  if (mark !== '') await stderr.write(`${mark} ${status}\n`);
}

/**
 * Runs the same command once more, in the background, and ends when its machine stays, or it has ended by itself. What it
 * writes is written here. An interrupt before that ends it. Fault: `boot/detach`.
 */
export async function detach({ host }: CommandContext): Promise<ExitStatus> {
  const command = host.again?.();
  if (command === undefined) {
    throw new Fault('boot/detach', 'this process cannot be started once more', {
      hint: 'use --stay, in a terminal of its own',
    });
  }
  const mark = randomUUID();
  const runner = await host.commandRunner(host.environment);
  return host.interruptible(async (signal) => {
    const errors = marked(mark, (text) => void host.stderr.write(text).catch(() => undefined));
    const running = runner.run(command, {
      env: { [variable]: mark },
      // It is left running when this process ends.
      stdinUntil: new Promise(() => undefined),
      signal,
      // The time that a machine takes to end.
      graceMilliseconds: 10_000,
      onOutput: (piece, stream) => {
        if (stream === 'stderr') errors.add(piece);
        else void host.stdout.write(piece).catch(() => undefined);
      },
    });
    const result = await Promise.race([errors.status, running]);
    if (typeof result === 'number') return passedOn(result);
    signal.throwIfAborted();
    errors.end();
    if (result.kind === 'exited') return passedOn(result.code);
    throw (
      commandFault(result) ?? new Fault('boot/detach', 'the process in the background ended', { hint: 'use --stay' })
    );
  });
}

/** Lines, until one is the mark with a status; they are passed on as they come. */
function marked(mark: string, write: (text: string) => void) {
  const decoder = new TextDecoder();
  let rest = '';
  let found: (status: number) => void = () => undefined;
  const status = new Promise<number>((resolve) => {
    found = resolve;
  });
  const add = (piece: Uint8Array): void => {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith(`${mark} `)) found(Number(line.slice(mark.length + 1)) || exitStatus.done);
      else write(`${line}\n`);
    }
  };
  return { status, add, end: () => (rest === '' ? undefined : write(rest)) };
}
