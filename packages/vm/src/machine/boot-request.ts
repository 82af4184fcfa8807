import { type Architecture, architectures, Fault, nodeArchitecture } from '@bootwright/core';
import type { BootOptions, FirmwareChoice, NetworkChoice, SecureBootChoice } from '../boot-options.ts';
import { type OpenDisk, openDisk } from '../disk/read-disk.ts';
import { checkFirmware } from '../firmware/plan-firmware.ts';
import { guestCredentials } from '../guest/guest-credentials.ts';
import { machineModels } from './machine-model.ts';
import { type GuestMessages, smbiosStrings } from './smbios.ts';

/** What was asked for, with all that can be wrong with it on any machine checked. */
export interface BootRequest {
  readonly architecture: Architecture;
  /** The caller closes it. */
  readonly disk: OpenDisk;
  readonly firmware: FirmwareChoice;
  readonly secureBoot: SecureBootChoice;
  readonly network: NetworkChoice;
}

/**
 * Checks a request before anything of this machine is looked for, so that a path with a typing error is reported as
 * that, and not as a program to install. Faults: those of `openDisk`, `boot/architecture`, `boot/firmware`, `boot/tpm`,
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

/** All that the guest is given next to the disk. */
export function guestMessages(options: BootOptions): GuestMessages {
  return { ...options, credentials: { ...guestCredentials(options), ...options.credentials } };
}

function thisArchitecture(): Architecture {
  const found = nodeArchitecture(process.arch);
  if (found !== undefined) return found;
  throw new Fault('boot/architecture', `this machine (${process.arch}) is none whose disks are built`, {
    hint: `say what the disk is for: ${architectures.join(', ')}`,
  });
}

function checkTpm({ tpm }: BootOptions, architecture: Architecture): void {
  if (tpm !== true || machineModels[architecture].tpm !== undefined) return;
  throw new Fault('boot/tpm', `machines of ${architecture} have no TPM`, { hint: 'leave the TPM out' });
}

function checkNetwork({ network, ssh = false }: BootOptions): void {
  if (network !== 'none' || ssh === false) return;
  throw new Fault('boot/network', 'without a network there is no SSH', {
    hint: 'use the network "isolated" or "user"',
  });
}

function checkMessages(options: BootOptions, architecture: Architecture): void {
  if (smbiosStrings(guestMessages(options)).length === 0 || machineModels[architecture].smbios) return;
  throw new Fault('boot/smbios', `machines of ${architecture} have no SMBIOS for credentials and arguments`, {
    hint: 'leave out kernel arguments, credentials, checks and the journal',
  });
}
