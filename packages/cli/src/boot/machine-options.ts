import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BootOptions, type FirmwareWish, readSecureBootKeys, type SecureBootWish } from '@bootwright/boot';
import { Fault } from '@bootwright/core';
import { fileFault } from '@bootwright/process/files';
import type { Host } from '../host.ts';
import type { BootGiven } from './boot-options.ts';

/** The machine that was asked for, without what is to happen in it. */
export function machineOptions(given: BootGiven, host: Host): BootOptions {
  const { arch, memory, cpus, accel, network, sshPort } = given;
  return {
    ...(arch !== undefined && { architecture: arch }),
    ...(memory !== undefined && { memory }),
    ...(cpus !== undefined && { cpus }),
    ...(accel !== undefined && { accelerator: accel }),
    ...(network !== undefined && { network }),
    ...(sshPort !== undefined ? { ssh: sshPort } : given.until?.kind === 'ssh' && { ssh: true }),
    firmware: firmwareWish(given, host),
    secureBoot: secureBootWish(given, host),
    tpm: given.tpm,
    kernelArguments: given.karg,
    credentials: Object.fromEntries(
      given.credential.map(({ name, value }) => [
        name,
        value.kind === 'text' ? value.text : readFile(value.file, host),
      ]),
    ),
  };
}

function firmwareWish({ firmware = 'uefi', firmwareVars }: BootGiven, { directory }: Host): FirmwareWish {
  const isFile = firmware !== 'uefi' && firmware !== 'bios';
  if (firmwareVars !== undefined && !isFile) {
    throw new Fault('usage/options', '--firmware-vars is for --firmware FILE', { hint: 'name both, or neither' });
  }
  if (!isFile) return { kind: firmware };
  const variables = firmwareVars === undefined ? {} : { variables: resolve(directory, firmwareVars) };
  return { kind: 'file', code: resolve(directory, firmware), ...variables };
}

function secureBootWish({ secureBoot, keys }: BootGiven, { directory }: Host): SecureBootWish {
  if (!secureBoot) {
    if (keys === undefined) return { kind: 'off' };
    throw new Fault('usage/options', '--keys is for --secure-boot', {
      hint: 'turn Secure Boot on, or leave out the keys',
    });
  }
  if (keys === undefined) return { kind: 'enrolled-keys' };
  return { kind: 'own-keys', certificates: readSecureBootKeys(resolve(directory, keys)) };
}

function readFile(file: string, { directory }: Host): Uint8Array {
  try {
    return readFileSync(resolve(directory, file));
  } catch (error) {
    throw fileFault('read', file, error);
  }
}
