import { Fault } from '@bootwright/core';
import {
  type CommandResult,
  type CommandRunner,
  commandFault,
  type Environment,
  hostRunner,
  type LeaseContext,
  openLease,
  renderCommand,
  sweepLeases,
} from '@bootwright/process';
import type { BootOptions } from './boot-options.ts';
import { type BootRequest, closeMedium, readBootRequest } from './machine/boot-request.ts';
import type { MachinePlan } from './machine/machine-plan.ts';
import { type PlannedMachine, planMachine } from './machine/plan-machine.ts';
import type { Machine, MachineEnd } from './machine.ts';
import { openMonitor } from './qemu/monitor.ts';
import { checkOpenedFiles } from './qemu/opened-files.ts';
import { qemuArguments } from './qemu/qemu-arguments.ts';
import { listenOnSocket } from './qemu/socket-listener.ts';
import { startTpm } from './qemu/start-tpm.ts';
import { runningMachine } from './running-machine.ts';

/**
 * Starts QEMU with a disk or an ISO, which are only read, or with what a network boot loads, the archive or folder of the
 * image type `pxe-tar-xz`. Returns as soon as it runs; `waitFor` waits for more. Leftovers of
 * earlier runs are removed first. Dispose of the machine when done: `await using machine = await boot('disk.qcow2')`.
 *
 * Faults: `process/not-found` and `boot/firmware` where QEMU, swtpm or firmware is not installed, `boot/qemu` where QEMU
 * does not start, `boot/kvm`, `lease/folder`. The faults of `readBootRequest` come first, before the host is examined.
 */
export async function boot(medium: string, options: BootOptions = {}): Promise<Machine> {
  const environment = options.environment ?? process.env;
  const runner = options.runner ?? hostRunner(environment);
  options.signal?.throwIfAborted();
  const request = readBootRequest(medium, options);
  try {
    const machine = await bootOnFreePort(request, options, { runner, environment });
    void machine.end.then(() => closeMedium(request.medium));
    return machine;
  } catch (error) {
    closeMedium(request.medium);
    throw error;
  }
}

interface BootHost {
  readonly runner: CommandRunner;
  readonly environment: Environment;
}

/** How often a port is chosen. */
const portAttempts = 5;

/** Boots again with another port where another program took the one that was free. */
async function bootOnFreePort(request: BootRequest, options: BootOptions, host: BootHost): Promise<Machine> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await bootRequest(request, options, host);
    } catch (error) {
      if (options.ssh !== true || attempt === portAttempts || !isPortTaken(error)) throw error;
    }
  }
}

/** QEMU's message where it cannot listen on a forwarded port (net/slirp.c). */
function isPortTaken(error: unknown): boolean {
  return error instanceof Fault && error.quoted.some((line) => line.includes('Could not set up host forwarding rule'));
}

async function bootRequest(request: BootRequest, options: BootOptions, host: BootHost): Promise<Machine> {
  const swept = await sweepLeases(host);
  const lease = openLease('boot', host);
  const { runner } = host;
  try {
    const planned = await planMachine(request, options, { runner, lease });
    try {
      return await startMachine(planned, { options, runner, lease, swept });
    } catch (error) {
      await planned.server?.close();
      throw error;
    }
  } catch (error) {
    await lease.release();
    throw error;
  }
}

interface StartContext extends LeaseContext {
  readonly options: BootOptions;
  readonly swept: Machine['swept'];
}

async function startMachine(planned: PlannedMachine, context: StartContext): Promise<Machine> {
  const { plan } = planned;
  const { options, runner, lease, swept } = context;
  const ending = new AbortController();
  const kill = () => ending.abort();
  options.signal?.addEventListener('abort', kill, { once: true });
  const [console, monitor] = await Promise.all([
    listenOnSocket(plan.sockets.console),
    listenOnSocket(plan.sockets.monitor),
  ]);
  const channels = await Promise.all(
    plan.sockets.channels.map(async ({ name, socket }) => ({ name, listener: await listenOnSocket(socket) })),
  );
  const listeners = [console, monitor, ...channels.map(({ listener }) => listener)];
  try {
    const { tpm } = plan.sockets;
    if (tpm !== undefined) await startTpm(tpm, { lease, runner, signal: ending.signal });
    const running = runner.run(qemuArguments(plan), {
      // QEMU writes the overlay of the disk to TMPDIR.
      // Options of this process are not for the relays that QEMU starts.
      env: { ...lease.environment, TMPDIR: lease.folder, NODE_OPTIONS: '' },
      cwd: lease.folder,
      diesWithUs: true,
      signal: ending.signal,
    });
    const end = running.then((result) => {
      options.signal?.removeEventListener('abort', kill);
      ending.abort();
      for (const listener of listeners) listener.close();
      return machineEnd(result);
    });
    /** The value that QEMU gives. Where QEMU ends first, that is the fault. */
    const unlessEnded = async <T extends object>(given: Promise<T>): Promise<T> => {
      // When QEMU ends, other errors only follow from that.
      const first = await Promise.race([given.catch(() => running), running]);
      if (!('kind' in first)) return first;
      options.signal?.throwIfAborted();
      throw qemuFault(first, plan);
    };
    const sockets = await Promise.all([unlessEnded(console.connection), unlessEnded(monitor.connection)]);
    const talking = await unlessEnded(openMonitor(sockets[1]));
    checkOpenedFiles(await talking.execute('query-named-block-nodes', { flat: true }), plan, lease.folder);
    await talking.execute('cont');
    return runningMachine({
      ...planned,
      ...{ lease, swept, end, kill },
      console: sockets[0],
      monitor: talking,
      channels: channels.map(({ name, listener }) => ({ name, connection: listener.connection })),
      onLine: options.onLine ?? (() => undefined),
    });
  } catch (error) {
    kill();
    for (const listener of listeners) listener.close();
    throw error;
  }
}

function qemuFault(result: CommandResult, { medium }: MachinePlan): Fault {
  const fault = commandFault(result) ?? new Fault('boot/qemu', 'QEMU ended immediately');
  if (result.kind === 'not-found') return fault;
  return new Fault('boot/qemu', `QEMU did not start: ${withoutArguments(fault.message, result)}`, {
    hint: fault.hint ?? 'check that its version is 7.2 or later',
    quoted: fault.quoted.map((line) => ('path' in medium ? line.replaceAll(medium.path, medium.disk.file) : line)),
    cause: fault,
  });
}

function machineEnd(result: CommandResult): MachineEnd {
  const fault = result.kind === 'aborted' ? undefined : commandFault(result);
  if (fault === undefined) return { kind: 'off' };
  return { kind: 'failed', reason: [withoutArguments(fault.message, result), ...fault.quoted].join('; ') };
}

/** The message without QEMU's long command line, which does not help. */
function withoutArguments(message: string, { command }: CommandResult): string {
  return message.replace(renderCommand(command), () => command[0] ?? '');
}
