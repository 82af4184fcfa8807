import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defined, GiB, type Notice } from '@bootwright/core';
import type { FileServer } from '@bootwright/network-boot';
import type { LeaseContext } from '@bootwright/process';
import type { BootOptions, NetworkChoice, SecureBootChoice } from '../boot-options.ts';
import { planFirmware } from '../firmware/plan-firmware.ts';
import { journalChannel, reportChannel } from '../guest/channels.ts';
import { chooseAccelerator } from './accelerator.ts';
import { type BootRequest, guestMessages } from './boot-request.ts';
import { machineModels } from './machine-model.ts';
import type { MachinePlan, NetworkPlan } from './machine-plan.ts';
import { openMedium } from './open-medium.ts';
import { type GuestMessages, smbiosStrings } from './smbios.ts';

/**
 * The kernel panics if ten timer ticks are late, as they can be when a busy host emulates; under KVM it skips that check
 * itself (Documentation/admin-guide/kernel-parameters.txt).
 */
const withoutTimerCheck = 'no_timer_check';

export interface PlannedMachine {
  readonly plan: MachinePlan;
  readonly notices: readonly Notice[];
  /** Serves the root file system of a network boot. */
  readonly server?: FileServer;
}

/** Plans the machine, and creates the files that it needs in the lease's folders. */
export async function planMachine(
  request: BootRequest,
  options: BootOptions,
  context: LeaseContext,
): Promise<PlannedMachine> {
  const { lease } = context;
  const { architecture, secureBoot, network } = request;
  const model = machineModels[architecture];
  const { accelerator, notices } = await chooseAccelerator(options.accelerator ?? 'auto', model, context);
  const channels = [
    ...(options.script === undefined ? [] : [reportChannel]),
    ...(options.journal === true ? [journalChannel] : []),
  ];
  const firmware = planFirmware(request, lease.folder);
  const isKernelOurs = request.medium.kind === 'network';
  const skipsTimerCheck =
    accelerator === 'tcg' && architecture === 'x86_64' && (firmware.kind !== 'own' || isKernelOurs);
  const kernelArguments = [
    ...(options.kernelArguments ?? []),
    ...(skipsTimerCheck && secureBoot.kind === 'off' ? [withoutTimerCheck] : []),
  ];
  const opened = await openMedium(request.medium, options, { ...context, kernelArguments });
  const plan: MachinePlan = {
    architecture,
    accelerator,
    memory: options.memory ?? GiB(2),
    cpus: options.cpus ?? Math.min(4, availableParallelism()),
    medium: opened.medium,
    firmware,
    network: await planNetwork(network, options.ssh),
    sockets: {
      console: join(lease.runFolder, 'console'),
      monitor: join(lease.runFolder, 'monitor'),
      channels: channels.map((name, index) => ({ name, socket: join(lease.runFolder, `port${index}`) })),
      ...(options.tpm === true && { tpm: join(lease.runFolder, 'tpm') }),
    },
    kernelArguments,
    smbiosFiles: writeMessages(
      guestMessages({ ...options, kernelArguments: isKernelOurs ? [] : kernelArguments }),
      lease.folder,
    ),
  };
  const ignored = isKernelOurs ? [] : ignoredArguments(options, secureBoot);
  return { plan, notices: [...notices, ...ignored], ...defined({ server: opened.server }) };
}

function writeMessages(messages: GuestMessages, folder: string): readonly string[] {
  // Not on the command line, which every user of the host can read.
  return smbiosStrings(messages).map((text, index) => {
    const file = join(folder, `smbios-${index}`);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  });
}

/** Under Secure Boot systemd's stub ignores arguments from outside. */
function ignoredArguments({ kernelArguments = [] }: BootOptions, { kind }: SecureBootChoice): readonly Notice[] {
  if (kernelArguments.length === 0 || kind === 'off') return [];
  const message = 'kernel arguments are ignored: under Secure Boot the kernel takes none from outside';
  return [{ code: 'boot/arguments-ignored', message, hint: 'use a credential, or a signed addon in the image' }];
}

async function planNetwork(kind: NetworkChoice, ssh: BootOptions['ssh'] = false): Promise<NetworkPlan> {
  if (kind === 'none' || ssh === false) return { kind };
  return { kind, sshPort: ssh === true ? await freePort() : ssh };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
