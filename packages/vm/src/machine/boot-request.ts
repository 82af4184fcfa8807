import { type Architecture, architectures, Fault } from '@bootwright/core';
import type { BootOptions, FirmwareChoice, NetworkChoice, SecureBootChoice } from '../boot-options.ts';
import { type OpenDisk, openDisk } from '../disk/read-disk.ts';
import { checkFirmware } from '../firmware/plan-firmware.ts';
import { guestCredentials } from '../guest/guest-credentials.ts';
import { machineModels } from './machine-model.ts';
import { type GuestMessages, smbiosStrings } from './smbios.ts';

/** A checked request: nothing in it is wrong, whatever the host. */
export interface BootRequest {
  readonly architecture: Architecture;
  /** To be closed by the caller. */
  readonly disk: OpenDisk;
  readonly firmware: FirmwareChoice;
  readonly secureBoot: SecureBootChoice;
  readonly network: NetworkChoice;
}

/**
 * Checks a request before the host is examined, so that a mistyped path is reported as that, and not as a program to
 * install. Faults: those of `openDisk`, `boot/architecture`, `boot/firmware`, `boot/tpm`,
 * `boot/network`, `boot/smbios`, `boot/credential`.
 */
export function readBootRequest(file: string, options: BootOptions): BootRequest {
  const disk = openDisk(file);
  try {
    return checkedRequest(disk, options);
  } catch (error) {
    disk.close();
    throw error;
  }
}

function checkedRequest(disk: OpenDisk, options: BootOptions): BootRequest {
  const request: BootRequest = {
    architecture: options.architecture ?? thisArchitecture(),
    disk,
    firmware: options.firmware ?? { kind: 'uefi' },
    secureBoot: options.secureBoot ?? { kind: 'off' },
    network: options.network ?? 'isolated',
  };
  checkFirmware(request);
  checkTpm(options, request.architecture);
  checkNetwork(options);
  checkMessages(options, request.architecture);
  return request;
}

/** Everything that the guest receives next to the disk. */
export function guestMessages(options: BootOptions): GuestMessages {
  return { ...options, credentials: { ...guestCredentials(options), ...options.credentials } };
}

function thisArchitecture(): Architecture {
  const found = architectures.find((name) => machineModels[name].host === process.arch);
  if (found !== undefined) return found;
  throw new Fault('boot/architecture', `no disks are built for the architecture of the host (${process.arch})`, {
    hint: `name the architecture of the disk: ${architectures.join(', ')}`,
  });
}

function checkTpm({ tpm }: BootOptions, architecture: Architecture): void {
  if (tpm !== true || machineModels[architecture].tpm !== undefined) return;
  throw new Fault('boot/tpm', `machines of ${architecture} have no TPM`, { hint: 'boot without a TPM' });
}

function checkNetwork({ network, ssh = false }: BootOptions): void {
  if (network !== 'none' || ssh === false) return;
  throw new Fault('boot/network', 'SSH needs a network', {
    hint: 'use the network "isolated" or "user"',
  });
}

function checkMessages(options: BootOptions, architecture: Architecture): void {
  if (smbiosStrings(guestMessages(options)).length === 0 || machineModels[architecture].smbios) return;
  throw new Fault('boot/smbios', `machines of ${architecture} have no SMBIOS, which passes credentials and arguments`, {
    hint: 'boot without kernel arguments, credentials, checks and the journal',
  });
}
