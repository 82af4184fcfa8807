import { resolve } from 'node:path';
import { type Architecture, architectures, Fault } from '@bootwright/core';
import { isNetworkBootTree } from '@bootwright/network-boot';
import type { BootOptions, NetworkChoice } from '../boot-options.ts';
import { type OpenDisk, openDisk } from '../disk/read-disk.ts';
import { checkFirmware, type FirmwareRequest } from '../firmware/plan-firmware.ts';
import { guestCredentials } from '../guest/guest-credentials.ts';
import { machineModels } from './machine-model.ts';
import { type GuestMessages, smbiosStrings } from './smbios.ts';

/** What is to be booted: an open disk or ISO, or the path of a tree for network boot. */
export type RequestedMedium =
  | { readonly kind: 'disk' | 'cd-rom'; readonly disk: OpenDisk }
  | { readonly kind: 'network'; readonly path: string };

/** A checked request: nothing in it is wrong, whatever the host. */
export interface BootRequest extends FirmwareRequest {
  /** What is open in it is to be closed by the caller. */
  readonly medium: RequestedMedium;
  readonly network: NetworkChoice;
}

/**
 * Checks a request before the host is examined, so that a mistyped path is reported as that, and not as a program to
 * install. Faults: those of `openDisk`, `boot/architecture`, `boot/target-disk`, `boot/firmware`, `boot/tpm`,
 * `boot/network`, `boot/smbios`, `boot/credential`.
 */
export function readBootRequest(file: string, options: BootOptions): BootRequest {
  const medium = openMedium(file);
  try {
    return checkedRequest(medium, options);
  } catch (error) {
    closeMedium(medium);
    throw error;
  }
}

function openMedium(file: string): RequestedMedium {
  if (isNetworkBootTree(file)) return { kind: 'network', path: resolve(file) };
  const disk = openDisk(file);
  return { kind: disk.info.isIso ? 'cd-rom' : 'disk', disk };
}

/** Closes what is open of a medium. */
export function closeMedium(medium: RequestedMedium): void {
  if (medium.kind !== 'network') medium.disk.close();
}

function checkedRequest(medium: RequestedMedium, options: BootOptions): BootRequest {
  const request: BootRequest = {
    architecture: options.architecture ?? thisArchitecture(),
    medium,
    firmware: options.firmware ?? { kind: 'uefi' },
    secureBoot: options.secureBoot ?? { kind: 'off' },
    network: options.network ?? 'isolated',
  };
  checkMedium(medium, options);
  checkFirmware(request);
  checkMachine(options, request.architecture);
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

const networkHint = 'use the network "isolated" or "user"';

function checkMedium({ kind }: RequestedMedium, { targetDisk, network }: BootOptions): void {
  if (targetDisk !== undefined && kind !== 'cd-rom') {
    throw new Fault('boot/target-disk', 'a target disk is for an installer on an ISO', {
      hint: 'boot an ISO, or leave the target disk out',
    });
  }
  if (kind === 'network' && network === 'none') {
    throw new Fault('boot/network', 'a network boot needs a network', { hint: networkHint });
  }
}

function checkMachine(options: BootOptions, architecture: Architecture): void {
  const { tpm, smbios } = machineModels[architecture];
  if (options.tpm === true && tpm === undefined) {
    throw new Fault('boot/tpm', `machines of ${architecture} have no TPM`, { hint: 'boot without a TPM' });
  }
  if (options.network === 'none' && (options.ssh ?? false) !== false) {
    throw new Fault('boot/network', 'SSH needs a network', { hint: networkHint });
  }
  if (smbiosStrings(guestMessages(options)).length > 0 && !smbios) {
    const message = `machines of ${architecture} have no SMBIOS, which passes credentials and arguments`;
    const hint = 'boot without kernel arguments, credentials, checks and the journal';
    throw new Fault('boot/smbios', message, { hint });
  }
}
