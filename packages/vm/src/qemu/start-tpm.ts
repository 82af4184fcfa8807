import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { commandFault, type LeaseContext } from '@bootwright/process';

/** The folder of swtpm's state, a few kilobytes, next to the socket. */
const stateName = 'tpm-state';

/** How long swtpm may take to start, in milliseconds. */
const startTimeout = 10_000;

/**
 * Starts an empty software TPM 2, and returns when its socket exists. It ends with QEMU, or with `signal`. Faults: those of
 * `commandFault`, such as `process/not-found` where swtpm is not installed.
 */
export async function startTpm(
  socket: string,
  { lease, runner, signal }: LeaseContext & { readonly signal: AbortSignal },
): Promise<void> {
  const folder = dirname(socket);
  mkdirSync(join(folder, stateName), { mode: 0o700 });
  // Fixed names in the working directory: swtpm ends a path at a comma and has no escape for it.
  const command = [
    ...['swtpm', 'socket', '--tpm2', '--tpmstate', `dir=${stateName}`],
    ...['--ctrl', `type=unixio,path=${basename(socket)}`, '--terminate'],
  ];
  const running = runner.run(command, { cwd: folder, env: lease.environment, diesWithUs: true, signal });
  let ended = false;
  void running.finally(() => {
    ended = true;
  });
  for (let waited = 0; waited < startTimeout && !ended; waited += 10) {
    if (existsSync(socket)) return;
    await setTimeout(10);
  }
  const result = await running;
  throw commandFault(result) ?? new Error('swtpm ended before QEMU began');
}
