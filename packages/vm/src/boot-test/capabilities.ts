import { accessSync, constants, existsSync } from 'node:fs';
import { type Architecture, architectures, Fault } from '@bootwright/core';
import { type Environment, findProgram, installHint } from '@bootwright/process';
import type { BootOptions } from '../boot-options.ts';
import { findFirmware } from '../firmware/find-firmware.ts';
import { checkFirmware } from '../firmware/plan-firmware.ts';
import { machineModels } from '../machine/machine-model.ts';

/** What a boot test needs of the host. */
export type Capability = 'architecture' | 'disk' | 'qemu' | 'firmware' | 'kvm' | 'tpm' | 'ssh';

export interface MissingCapability {
  readonly capability: Capability;
  /** `qemu-system-x86_64 is not installed`. */
  readonly reason: string;
  readonly hint: string;
}

export interface NeededCapabilities
  extends Pick<BootOptions, 'accelerator' | 'architecture' | 'firmware' | 'secureBoot' | 'tpm'> {
  /** The path of the disk. */
  readonly disk: string;
  /** The disk as the test names it. */
  readonly name: string;
  readonly ssh: boolean;
  readonly environment: Environment;
}

/** Of what is missing, what the options or BOOTWRIGHT_REQUIRE do not let a test be skipped for. */
export function requiredOf(
  missing: readonly MissingCapability[],
  required: boolean | readonly Capability[] | undefined,
  environment: Environment,
): readonly MissingCapability[] {
  const names = (environment.BOOTWRIGHT_REQUIRE ?? '').split(/[\s,]+/);
  const listed: boolean | readonly string[] = required ?? (names.includes('all') || names);
  if (typeof listed === 'boolean') return listed ? missing : [];
  return missing.filter(({ capability }) => listed.includes(capability));
}

/** What this host lacks for a boot, in a fixed order; it only looks, and starts nothing. */
export function missingCapabilities(needed: NeededCapabilities): readonly MissingCapability[] {
  const { disk, name, environment, accelerator } = needed;
  const missing: MissingCapability[] = [];
  const miss = (capability: Capability, reason: string, hint: string) => missing.push({ capability, reason, hint });
  const missProgram = (capability: Capability, program: string) => {
    if (findProgram(program, environment) === undefined)
      miss(capability, `${program} is not installed`, installHint(program));
  };
  if (!existsSync(disk)) miss('disk', `${name} does not exist`, 'build the disk first');
  const architecture = needed.architecture ?? architectures.find((one) => machineModels[one].host === process.arch);
  if (architecture === undefined) {
    miss('architecture', `no disks are built for ${process.arch}`, 'name the architecture of the disk');
    return missing;
  }
  missProgram('qemu', machineModels[architecture].program);
  const noFirmware = missingFirmware(architecture, needed);
  if (noFirmware !== undefined) missing.push(noFirmware);
  if (accelerator === 'kvm' && !isWritable('/dev/kvm')) {
    miss('kvm', '/dev/kvm cannot be opened', 'use a host with virtualization, or leave out the accelerator');
  }
  if (needed.tpm === true) missProgram('tpm', 'swtpm');
  if (needed.ssh) missProgram('ssh', 'ssh');
  return missing;
}

/** Firmware that is not installed. What the architecture does not have, or a wrong path, is a fault of the test. */
function missingFirmware(
  architecture: Architecture,
  { firmware = { kind: 'uefi' }, secureBoot = { kind: 'off' } }: NeededCapabilities,
): MissingCapability | undefined {
  checkFirmware({ architecture, firmware, secureBoot });
  if (firmware.kind !== 'uefi' || machineModels[architecture].firmware === 'own') return undefined;
  try {
    findFirmware(architecture, secureBoot.kind);
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { capability: 'firmware', reason: error.message, hint: error.hint ?? 'install it' };
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
