import { Fault } from '@bootwright/core';
import { type CommandResult, type CommandRunner, commandFault, hostRunner, renderCommand } from '@bootwright/process';
import type { BootOptions } from './boot-options.ts';
import { type Lease, openLease } from './leases/lease.ts';
import { sweepLeases } from './leases/sweep-leases.ts';
import { readBootRequest } from './machine/boot-request.ts';
import { openMonitor } from './machine/monitor.ts';
import { type PlannedMachine, planMachine } from './machine/plan-machine.ts';
import { qemuArguments } from './machine/qemu-arguments.ts';
import { openIntake, type SocketIntake } from './machine/socket-intake.ts';
import { startTpm } from './machine/start-tpm.ts';
import type { Machine, MachineEnd } from './machine.ts';
import { RunningMachine } from './running-machine.ts';

/**
 * Starts QEMU with a disk, which is only read, and returns as soon as it runs; `waitFor` waits for more. What earlier
 * runs have left is removed before. Dispose of the machine when done: `await using machine = await boot('disk.qcow2')`.
 *
 * Faults: `process/not-found` and `boot/firmware` where QEMU, swtpm or firmware is not installed, `boot/qemu` where QEMU
 * does not start, `boot/kvm`, `lease/folder`. Before anything of this machine is looked for: those of `readBootRequest`.
 */
export async function boot(disk: string, options: BootOptions = {}): Promise<Machine> {
  const environment = options.environment ?? process.env;
  const runner = options.runner ?? hostRunner(environment);
  options.signal?.throwIfAborted();
  const request = readBootRequest(disk, options);
  const swept = await sweepLeases({ runner, environment });
  const lease = openLease('boot', { runner, environment });
  try {
    const planned = await planMachine(request, options, { runner, lease });
    return await startMachine(planned, { options, runner, lease, swept });
  } catch (error) {
    await lease.release();
    throw error;
  }
}

interface Surroundings {
  readonly options: BootOptions;
  readonly runner: CommandRunner;
  readonly lease: Lease;
  readonly swept: Machine['swept'];
}

async function startMachine(planned: PlannedMachine, surroundings: Surroundings): Promise<Machine> {
  const { plan } = planned;
  const { options, runner, lease, swept } = surroundings;
  const ending = new AbortController();
  const kill = () => ending.abort();
  options.signal?.addEventListener('abort', kill, { once: true });
  const [console, monitor] = await Promise.all([openIntake(plan.sockets.console), openIntake(plan.sockets.monitor)]);
  const channels = await Promise.all(
    plan.sockets.channels.map(async ({ name, socket }) => ({ name, intake: await openIntake(socket) })),
  );
  const intakes = [console, monitor, ...channels.map(({ intake }) => intake)];
  try {
    const { tpm } = plan.sockets;
    if (tpm !== undefined) await startTpm(tpm, { lease, runner, signal: ending.signal });
    const running = runner.run(qemuArguments(plan), {
      // Its overlay goes to TMPDIR.
      env: { ...lease.environment, TMPDIR: lease.folder },
      cwd: lease.folder,
      diesWithUs: true,
      signal: ending.signal,
    });
    const end = running.then((result) => {
      options.signal?.removeEventListener('abort', kill);
      ending.abort();
      for (const intake of intakes) intake.close();
      return machineEnd(result);
    });
    const connected = (intake: SocketIntake) => unlessEnded(intake.connection, running, options.signal);
    const sockets = await Promise.all([connected(console), connected(monitor)]);
    return new RunningMachine({
      ...planned,
      ...{ lease, swept, end, kill },
      console: sockets[0],
      monitor: await unlessEnded(openMonitor(sockets[1]), running, options.signal),
      channels: channels.map(({ name, intake }) => ({ name, connection: intake.connection })),
      onLine: options.onLine ?? (() => undefined),
    });
  } catch (error) {
    kill();
    for (const intake of intakes) intake.close();
    throw error;
  }
}

/** What QEMU gives; where it ended before, why. */
async function unlessEnded<T extends object>(
  given: Promise<T>,
  running: Promise<CommandResult>,
  signal: AbortSignal | undefined,
): Promise<T> {
  // Its end is the reason for whatever else goes wrong then.
  const first = await Promise.race([given.catch(() => running), running]);
  if (!('kind' in first)) return first;
  signal?.throwIfAborted();
  throw qemuFault(first);
}

function qemuFault(result: CommandResult): Fault {
  const fault = commandFault(result) ?? new Fault('boot/qemu', 'it ended at once');
  if (result.kind === 'not-found') return fault;
  return new Fault('boot/qemu', `QEMU did not start: ${withoutArguments(fault.message, result)}`, {
    hint: fault.hint ?? 'see whether its version is 7.2 or later',
    quoted: fault.quoted,
    cause: fault,
  });
}

function machineEnd(result: CommandResult): MachineEnd {
  const fault = result.kind === 'aborted' ? undefined : commandFault(result);
  if (fault === undefined) return { kind: 'off' };
  return { kind: 'failed', reason: [withoutArguments(fault.message, result), ...fault.quoted].join('; ') };
}

/** What QEMU's command line is, is no help. */
function withoutArguments(message: string, { command }: CommandResult): string {
  return message.replace(renderCommand(command), () => command[0] ?? '');
}
