import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { GiB, type Notice } from '@bootwright/core';
import type { CommandRunner, Lease } from '@bootwright/process';
import type { BootOptions, NetworkChoice, SecureBootChoice } from '../boot-options.ts';
import { planFirmware } from '../firmware/plan-firmware.ts';
import { journalChannel, reportChannel } from '../guest/channels.ts';
import { chooseAccelerator } from './accelerator.ts';
import { type BootRequest, guestMessages } from './boot-request.ts';
import { machineModels } from './machine-model.ts';
import type { MachinePlan, NetworkPlan } from './machine-plan.ts';
import { type GuestMessages, smbiosStrings } from './smbios.ts';

/**
 * The kernel panics where ten ticks of the timer do not come in time, as happens on a busy machine that emulates
 * another; under KVM it does not look by itself (Documentation/admin-guide/kernel-parameters.txt).
 */
const withoutTimerCheck = 'no_timer_check';

export interface PlannedMachine {
  readonly plan: MachinePlan;
  readonly notices: readonly Notice[];
}

interface PlanSurroundings {
  readonly runner: CommandRunner;
  readonly lease: Lease;
}

/** Decides about the machine, and makes the files that it needs in the lease's folders. */
export async function planMachine(
  request: BootRequest,
  options: BootOptions,
  surroundings: PlanSurroundings,
): Promise<PlannedMachine> {
  const { lease } = surroundings;
  const { architecture, disk, secureBoot, network } = request;
  const model = machineModels[architecture];
  const { accelerator, notices } = await chooseAccelerator(options.accelerator ?? 'auto', model, surroundings);
  const channels = [
    ...(options.script === undefined ? [] : [reportChannel]),
    ...(options.journal === true ? [journalChannel] : []),
  ];
  const firmware = planFirmware(request, lease.folder);
  const isPatient = accelerator === 'tcg' && architecture === 'x86_64' && firmware.kind !== 'own';
  const kernelArguments = [
    ...(options.kernelArguments ?? []),
    ...(isPatient && secureBoot.kind === 'off' ? [withoutTimerCheck] : []),
  ];
  const plan: MachinePlan = {
    architecture,
    accelerator,
    memory: options.memory ?? GiB(2),
    cpus: options.cpus ?? Math.min(4, availableParallelism()),
    disk: disk.info,
    diskPath: disk.path,
    firmware,
    network: await planNetwork(network, options.ssh),
    sockets: {
      console: join(lease.runFolder, 'console'),
      monitor: join(lease.runFolder, 'monitor'),
      channels: channels.map((name, index) => ({ name, socket: join(lease.runFolder, `port${index}`) })),
      ...(options.tpm === true ? { tpm: join(lease.runFolder, 'tpm') } : {}),
    },
    kernelArguments,
    smbiosFiles: writeMessages(guestMessages({ ...options, kernelArguments }), lease.folder),
  };
  return { plan, notices: [...notices, ...unheard(options, secureBoot)] };
}

function writeMessages(messages: GuestMessages, folder: string): readonly string[] {
  // Not on the command line, which every user of this machine may read.
  return smbiosStrings(messages).map((text, index) => {
    const file = join(folder, `smbios-${index}`);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  });
}

/** What the guest will not hear: under Secure Boot systemd's stub takes no arguments from outside. */
function unheard({ kernelArguments = [] }: BootOptions, { kind }: SecureBootChoice): readonly Notice[] {
  if (kernelArguments.length === 0 || kind === 'off') return [];
  const message = "under Secure Boot the kernel's command line takes no arguments from outside: they are ignored";
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
