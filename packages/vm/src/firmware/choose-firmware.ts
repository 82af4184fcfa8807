import type { Architecture } from '@bootwright/core';
import type { SecureBootChoice } from '../boot-options.ts';
import { machineModels } from '../machine/machine-model.ts';
import type { FirmwareInfo } from './firmware-descriptor.ts';

/** The first suitable firmware of `installed`; descriptors are in the order of preference of their packages. */
export function chooseFirmware(
  installed: readonly FirmwareInfo[],
  architecture: Architecture,
  need: SecureBootChoice['kind'],
): FirmwareInfo | undefined {
  const fitting = installed.filter((one) => isFor(one, architecture) && !isConfidential(one));
  const has = (one: FirmwareInfo, feature: string) => one.features.includes(feature);
  switch (need) {
    case 'off':
      // Firmware with Secure Boot also starts without keys, but needs more of the machine and is slower.
      return (
        fitting.find((one) => !has(one, 'secure-boot') && one.variables !== undefined) ??
        fitting.find((one) => !has(one, 'enrolled-keys'))
      );
    case 'own-keys':
      // It supports Secure Boot, and we enrol the keys.
      return fitting.find(
        (one) => has(one, 'secure-boot') && !has(one, 'enrolled-keys') && one.variables?.format === 'raw',
      );
    case 'enrolled-keys':
      return fitting.find((one) => has(one, 'secure-boot') && has(one, 'enrolled-keys') && one.variables !== undefined);
  }
}

function isFor(firmware: FirmwareInfo, architecture: Architecture): boolean {
  const { machine } = machineModels[architecture];
  // Versioned names of the machine that we start: pc-q35-7.2, virt-7.2.
  const names = [machine, `pc-${machine}-7.2`, `${machine}-7.2`];
  return firmware.targets.some(
    (target) => target.architecture === architecture && target.machines.some((pattern) => matches(pattern, names)),
  );
}

function matches(pattern: string, names: readonly string[]): boolean {
  const [start = '', ...rest] = pattern.split('*');
  return names.some((name) => (rest.length === 0 ? name === start : name.startsWith(start)));
}

/** Firmware for machines with encrypted memory, which have no variable store. */
function isConfidential({ features, variables }: FirmwareInfo): boolean {
  return variables === undefined && features.some((feature) => /^(?:amd-sev|intel-tdx)/.test(feature));
}
