import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Architecture, architectures, Fault, GiB, type Notice } from '@bootwright/core';
import type { CommandRunner } from '@bootwright/process';
import type { BootOptions, SecureBootWish } from '../boot-options.ts';
import { planFirmware } from '../firmware/plan-firmware.ts';
import { journalChannel, reportChannel } from '../guest/channels.ts';
import { guestCredentials } from '../guest/guest-credentials.ts';
import type { Lease } from '../leases/lease.ts';
import { chooseAccelerator } from './accelerator.ts';
import { type MachineModel, machineModels } from './machine-model.ts';
import type { MachinePlan, NetworkPlan } from './machine-plan.ts';
import { readDisk } from './read-disk.ts';
import { smbiosStrings } from './smbios.ts';

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
  file: string,
  options: BootOptions,
  surroundings: PlanSurroundings,
): Promise<PlannedMachine> {
  const { lease } = surroundings;
  const architecture = options.architecture ?? thisArchitecture();
  const model = machineModels[architecture];
  const secureBoot = options.secureBoot ?? { kind: 'off' };
  const { accelerator, notices } = await chooseAccelerator(options.accelerator ?? 'auto', model, surroundings);
  const channels = [
    ...(options.script === undefined ? [] : [reportChannel]),
    ...(options.journal === true ? [journalChannel] : []),
  ];
  checkTpm(options, architecture, model);
  const firmware = planFirmware(options.firmware ?? { kind: 'uefi' }, {
    architecture,
    secureBoot,
    folder: lease.folder,
  });
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
    disk: readDisk(file),
    firmware,
    network: await planNetwork(options),
    sockets: {
      console: join(lease.runFolder, 'console'),
      monitor: join(lease.runFolder, 'monitor'),
      channels: channels.map((name, index) => ({ name, socket: join(lease.runFolder, `port${index}`) })),
      ...(options.tpm === true ? { tpm: join(lease.runFolder, 'tpm') } : {}),
    },
    kernelArguments,
    smbiosFiles: writeMessages({ ...options, architecture, kernelArguments }, model, lease.folder),
  };
  return { plan, notices: [...notices, ...unheard(options, secureBoot)] };
}

function thisArchitecture(): Architecture {
  const found = architectures.find((name) => machineModels[name].host === process.arch);
  if (found !== undefined) return found;
  throw new Fault('boot/architecture', `this machine (${process.arch}) is none whose disks are built`, {
    hint: `say what the disk is for: ${architectures.join(', ')}`,
  });
}

function checkTpm({ tpm }: BootOptions, architecture: Architecture, model: MachineModel): void {
  if (tpm !== true || model.tpm !== undefined) return;
  throw new Fault('boot/tpm', `machines of ${architecture} have no TPM`, { hint: 'leave the TPM out' });
}

function writeMessages(options: BootOptions, model: MachineModel, folder: string): readonly string[] {
  const credentials = { ...guestCredentials(options), ...options.credentials };
  const strings = smbiosStrings({ ...options, credentials });
  if (strings.length > 0 && !model.smbios) {
    throw new Fault('boot/smbios', `machines of ${options.architecture} have no SMBIOS for credentials and arguments`, {
      hint: 'leave out kernel arguments, credentials, checks and the journal',
    });
  }
  // Not on the command line, which every user of this machine may read.
  return strings.map((text, index) => {
    const file = join(folder, `smbios-${index}`);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  });
}

/** What the guest will not hear: under Secure Boot systemd's stub takes no arguments from outside. */
function unheard({ kernelArguments = [] }: BootOptions, { kind }: SecureBootWish): readonly Notice[] {
  if (kernelArguments.length === 0 || kind === 'off') return [];
  const message = 'under Secure Boot the kernel’s command line takes no arguments from outside: they are ignored';
  return [{ code: 'boot/arguments-ignored', message, hint: 'use a credential, or a signed addon in the image' }];
}

async function planNetwork({ network = 'isolated', ssh }: BootOptions): Promise<NetworkPlan> {
  const wantsPort = ssh !== undefined && ssh !== false;
  if (network === 'none') {
    if (!wantsPort) return { kind: 'none' };
    throw new Fault('boot/network', 'without a network there is no SSH', {
      hint: 'use the network "isolated" or "user"',
    });
  }
  if (!wantsPort) return { kind: network };
  return { kind: network, sshPort: typeof ssh === 'number' ? ssh : await freePort() };
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
