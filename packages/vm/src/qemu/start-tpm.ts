import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Lease } from '@bootwright/process';
import { type CommandRunner, commandFault } from '@bootwright/process';

/** The folder of its state, a few kilobytes, next to the socket. */
const stateName = 'tpm-state';

/** How long swtpm may take to be there. */
const patience = 10_000;

interface TpmSurroundings {
  readonly lease: Lease;
  readonly runner: CommandRunner;
  readonly signal: AbortSignal;
}

/**
 * Starts a TPM 2 in software, with nothing in it, and returns when its socket is there. It ends when QEMU does, or with `signal`. Faults:
 * those of `commandFault`, such as `process/not-found` where swtpm is not installed.
 */
export async function startTpm(socket: string, { lease, runner, signal }: TpmSurroundings): Promise<void> {
  const folder = dirname(socket);
  mkdirSync(join(folder, stateName), { mode: 0o700 });
  // Names of our own in its working directory: swtpm ends a path at a comma and has no escape for one.
  const command = [
    ...['swtpm', 'socket', '--tpm2', '--tpmstate', `dir=${stateName}`],
    ...['--ctrl', `type=unixio,path=${basename(socket)}`, '--terminate'],
  ];
  const running = runner.run(command, { cwd: folder, env: lease.environment, diesWithUs: true, signal });
  let ended = false;
  void running.finally(() => {
    ended = true;
  });
  for (let waited = 0; waited < patience && !ended; waited += 10) {
    if (existsSync(socket)) return;
    await setTimeout(10);
  }
  const result = await running;
  throw commandFault(result) ?? new Error('swtpm ended before QEMU began');
}
