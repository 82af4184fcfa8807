import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Architecture, Fault } from '@bootwright/core';
import { listDirectory } from '@bootwright/process';
import type { SecureBootChoice } from '../boot-options.ts';
import { chooseFirmware } from './choose-firmware.ts';
import { type FirmwareInfo, parseFirmwareDescriptor } from './firmware-descriptor.ts';
import { firmwarePackages, knownFirmware } from './known-firmware.ts';

/** Folders of descriptors by QEMU's docs/interop/firmware.json: a file hides those of the same name in later folders. */
const descriptorFolders = ['/etc/qemu/firmware', '/usr/local/share/qemu/firmware', '/usr/share/qemu/firmware'];

/** UEFI firmware for the machine of an architecture. Fault: `boot/firmware` where no suitable one is installed. */
export function findFirmware(architecture: Architecture, need: SecureBootChoice['kind']): FirmwareInfo {
  const chosen = chooseFirmware(installedFirmware(), architecture, need);
  if (chosen !== undefined) return chosen;
  const kinds = { off: '', 'own-keys': ' with Secure Boot', 'enrolled-keys': " with Microsoft's Secure Boot keys" };
  throw new Fault('boot/firmware', `no UEFI firmware${kinds[need]} for ${architecture} found`, {
    hint: `${firmwarePackages(architecture)}, or name a file with --firmware`,
  });
}

/** All firmware whose files exist: first that of descriptors, then that in known places. */
function installedFirmware(): readonly FirmwareInfo[] {
  const files = new Map<string, string>();
  for (const folder of descriptorFolders) {
    for (const name of listDirectory(folder).filter((file) => file.endsWith('.json'))) {
      if (!files.has(name)) files.set(name, join(folder, name));
    }
  }
  const described = [...files.keys()].sort().flatMap((name) => parsed(files.get(name)) ?? []);
  return [...described, ...knownFirmware].filter(
    ({ code, variables }) => existsSync(code.file) && (variables === undefined || existsSync(variables.file)),
  );
}

function parsed(file: string | undefined): FirmwareInfo | undefined {
  try {
    // An empty file hides one of the same name.
    return file === undefined ? undefined : parseFirmwareDescriptor(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
