import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type CommandRunner, commandFault } from '@bootwright/process';
import type { Lease } from '../leases/lease.ts';

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
  const state = join(lease.folder, 'tpm');
  mkdirSync(state, { mode: 0o700 });
  const command = [
    ...['swtpm', 'socket', '--tpm2', '--tpmstate', `dir=${state}`],
    ...['--ctrl', `type=unixio,path=${socket}`, '--terminate'],
  ];
  const running = runner.run(command, { env: lease.environment, diesWithUs: true, signal });
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
