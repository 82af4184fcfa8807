import { resolve } from 'node:path';
import { defined } from '@bootwright/core';
import { fileFault, readStream } from '@bootwright/process/files';
import { type BootOptions, type FirmwareChoice, readSecureBootKeys, type SecureBootChoice } from '@bootwright/vm';
import type { Host } from '../host.ts';
import type { BootGiven } from './boot-options.ts';

/** The requested virtual machine. */
export async function machineOptions(given: BootGiven, host: Host): Promise<BootOptions> {
  const { arch, targetDisk, memory, cpus, accel, network, sshPort } = given;
  const ssh = sshPort ?? (given.until?.kind === 'ssh' ? true : undefined);
  return {
    ...defined({ architecture: arch, targetDisk, memory, cpus, accelerator: accel, network, ssh }),
    firmware: firmwareChoice(given, host),
    secureBoot: secureBootChoice(given, host),
    tpm: given.tpm,
    kernelArguments: given.karg,
    credentials: await credentialsOf(given, host),
  };
}

function firmwareChoice({ firmware = 'uefi', firmwareVars }: BootGiven, { directory }: Host): FirmwareChoice {
  if (firmware === 'uefi' || firmware === 'bios') return { kind: firmware };
  const variables = firmwareVars === undefined ? {} : { variables: resolve(directory, firmwareVars) };
  return { kind: 'file', code: resolve(directory, firmware), ...variables };
}

function secureBootChoice({ secureBoot, keys }: BootGiven, { directory }: Host): SecureBootChoice {
  if (!secureBoot) return { kind: 'off' };
  if (keys === undefined) return { kind: 'enrolled-keys' };
  return { kind: 'own-keys', certificates: readSecureBootKeys(resolve(directory, keys)) };
}

/** systemd reads at most 1 MiB of a credential (`CREDENTIAL_SIZE_MAX`). */
const longestCredential = 1024 * 1024;

async function credentialsOf({ credential }: BootGiven, host: Host): Promise<NonNullable<BootOptions['credentials']>> {
  const credentials: Record<string, string | Uint8Array> = {};
  for (const { name, value } of credential) {
    credentials[name] = value.kind === 'text' ? value.text : await readCredential(value.file, host);
  }
  return credentials;
}

function readCredential(file: string, { directory }: Host): Promise<Uint8Array> {
  return readStream(resolve(directory, file), longestCredential).catch((error: unknown) => {
    throw fileFault('read', file, error);
  });
}
