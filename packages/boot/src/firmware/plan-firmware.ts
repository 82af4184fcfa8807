import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Architecture, Fault, unreachable } from '@bootwright/core';
import type { FirmwareWish, SecureBootWish } from '../boot-options.ts';
import { machineModels } from '../machine/machine-model.ts';
import type { FirmwarePlan, FlashImage } from '../machine/machine-plan.ts';
import { findFirmware } from './find-firmware.ts';
import { secureBootVariables } from './secure-boot-variables.ts';
import { withVariables } from './variable-store.ts';

interface FirmwareNeeds {
  readonly architecture: Architecture;
  readonly secureBoot: SecureBootWish;
  /** Where the machine's copy of the variables goes. */
  readonly folder: string;
}

/** What the machine starts from. Faults: `boot/firmware`, `boot/variable-store`. */
export function planFirmware(wish: FirmwareWish, needs: FirmwareNeeds): FirmwarePlan {
  const { firmware } = machineModels[needs.architecture];
  switch (wish.kind) {
    case 'bios':
      checkBios(needs, firmware === 'uefi-or-bios');
      return { kind: 'own' };
    case 'file':
      return planFile(wish, needs);
    case 'uefi':
      return firmware === 'own' ? planOwn(needs) : planInstalled(needs);
    default:
      return unreachable(wish);
  }
}

function checkBios({ architecture, secureBoot }: FirmwareNeeds, hasBios: boolean): void {
  if (!hasBios) throw new Fault('boot/firmware', `machines of ${architecture} have no BIOS`, { hint: 'leave it out' });
  if (secureBoot.kind === 'off') return;
  throw new Fault('boot/firmware', 'a BIOS has no Secure Boot', { hint: 'use UEFI for Secure Boot' });
}

function planOwn({ architecture, secureBoot }: FirmwareNeeds): FirmwarePlan {
  if (secureBoot.kind === 'off') return { kind: 'own' };
  throw new Fault('boot/firmware', `machines of ${architecture} have no UEFI Secure Boot`, { hint: 'leave it out' });
}

function planInstalled(needs: FirmwareNeeds): FirmwarePlan {
  const { code, variables, features } = findFirmware(needs.architecture, needs.secureBoot.kind);
  const secure = features.includes('requires-smm');
  return { kind: 'flash', code, secure, ...(variables && { variables: copyOf(variables, needs) }) };
}

function planFile(wish: Extract<FirmwareWish, { kind: 'file' }>, needs: FirmwareNeeds): FirmwarePlan {
  const code = resolve(wish.code);
  const variables = wish.variables === undefined ? undefined : resolve(wish.variables);
  for (const file of [code, variables]) {
    if (file === undefined || existsSync(file)) continue;
    throw new Fault('boot/firmware', `there is no firmware ${file}`, { at: { file }, hint: 'check the path' });
  }
  if (variables === undefined) {
    if (needs.secureBoot.kind !== 'own-keys') return { kind: 'file', file: code };
    const hint = 'name the template of its variables as well';
    throw new Fault('boot/firmware', `${code} alone has no place for keys`, { at: { file: code }, hint });
  }
  const secure = needs.secureBoot.kind !== 'off';
  const copy = copyOf({ file: variables, format: 'raw' }, needs);
  return { kind: 'flash', code: { file: code, format: 'raw' }, variables: copy, secure };
}

/** A machine's own variables, with the keys where they are ours. */
function copyOf({ file, format }: FlashImage, { secureBoot, folder }: FirmwareNeeds): FlashImage {
  const copy = join(folder, 'variables');
  if (secureBoot.kind === 'own-keys') {
    const variables = secureBootVariables(secureBoot.certificates, new Date());
    writeFileSync(copy, withVariables(readFileSync(file), variables), { mode: 0o600 });
  } else {
    copyFileSync(file, copy);
    chmodSync(copy, 0o600);
  }
  return { file: copy, format };
}
