import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault, unreachable } from '@bootwright/core';
import { orFileFault, readNamedFile } from '@bootwright/process/files';
import type { BootOptions, FirmwareChoice, SecureBootChoice } from '../boot-options.ts';
import { machineModels } from '../machine/machine-model.ts';
import type { FirmwarePlan, FlashImage } from '../machine/machine-plan.ts';
import { findFirmware } from './find-firmware.ts';
import { secureBootVariables } from './secure-boot-variables.ts';
import { withVariables } from './variable-store.ts';

/** The largest flash memory of these machines: 64 MiB, of Arm's virtual machine. */
const largestFirmware = 64 * 1024 ** 2;

export type FirmwareRequest = Required<Pick<BootOptions, 'architecture' | 'firmware' | 'secureBoot'>>;

/** Rejects firmware that the architecture does not have, and missing files. Fault: `boot/firmware`. */
export function checkFirmware({ architecture, firmware, secureBoot }: FirmwareRequest): void {
  const model = machineModels[architecture].firmware;
  switch (firmware.kind) {
    case 'bios':
      if (model !== 'uefi-or-bios')
        throw firmwareFault(`machines of ${architecture} have no BIOS`, 'boot without the option');
      if (secureBoot.kind !== 'off') throw firmwareFault('a BIOS has no Secure Boot', 'use UEFI for Secure Boot');
      return;
    case 'file':
      checkFiles(firmware, secureBoot);
      return;
    case 'uefi':
      if (model !== 'own' || secureBoot.kind === 'off') return;
      throw firmwareFault(`machines of ${architecture} have no UEFI Secure Boot`, 'boot without Secure Boot');
    default:
      unreachable(firmware);
  }
}

type FirmwareFiles = Extract<FirmwareChoice, { kind: 'file' }>;

function checkFiles({ code, variables }: FirmwareFiles, { kind }: SecureBootChoice): void {
  for (const file of [code, variables]) {
    if (file === undefined) continue;
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isFile() === true) continue;
    const name = resolve(file);
    const why = found === undefined ? 'does not exist' : 'is not a regular file';
    throw firmwareFault(`the firmware ${name} ${why}`, 'check the path', name);
  }
  if (variables !== undefined || kind !== 'own-keys') return;
  const hint = 'name the template of its variable store as well';
  throw firmwareFault(`${resolve(code)} has no variable store for keys`, hint, resolve(code));
}

function firmwareFault(message: string, hint: string, file?: string): Fault {
  return new Fault('boot/firmware', message, { hint, ...(file !== undefined && { at: { file } }) });
}

/**
 * Plans the firmware of a request that `checkFirmware` has accepted, and copies its variable store to `folder`.
 * Faults: `boot/firmware` where none is installed, `boot/variable-store`.
 */
export function planFirmware(request: FirmwareRequest, folder: string): FirmwarePlan {
  const { architecture, firmware, secureBoot } = request;
  const copy = (image: FlashImage) => copyOf(image, secureBoot, folder);
  switch (firmware.kind) {
    case 'bios':
      return { kind: 'own' };
    case 'file': {
      const code = resolve(firmware.code);
      if (firmware.variables === undefined) return { kind: 'file', file: code };
      const variables = copy({ file: resolve(firmware.variables), format: 'raw' });
      return { kind: 'flash', code: { file: code, format: 'raw' }, variables, secure: secureBoot.kind !== 'off' };
    }
    case 'uefi': {
      if (machineModels[architecture].firmware === 'own') return { kind: 'own' };
      const { code, variables, features } = findFirmware(architecture, secureBoot.kind);
      const secure = features.includes('requires-smm');
      return { kind: 'flash', code, secure, ...(variables && { variables: copy(variables) }) };
    }
    default:
      return unreachable(firmware);
  }
}

/** The variable store of one machine, with our keys where they are asked for. */
function copyOf({ file, format }: FlashImage, secureBoot: SecureBootChoice, folder: string): FlashImage {
  const copy = join(folder, 'variables');
  const template = orFileFault('read', file, () => readNamedFile(file, largestFirmware));
  const isOurs = secureBoot.kind === 'own-keys';
  const bytes = isOurs ? withVariables(template, secureBootVariables(secureBoot.certificates, new Date())) : template;
  writeFileSync(copy, bytes, { mode: 0o600 });
  return { file: copy, format };
}
