import type { Architecture } from '@bootwright/core';
import { machineModels } from '../machine/machine-model.ts';
import type { FirmwareInfo } from './firmware-descriptor.ts';

/** What the firmware must be able to do. */
export type SecureBootNeed =
  /** Secure Boot is off. */
  | 'off'
  /** It can be on; keys are enrolled by us. */
  | 'own-keys'
  /** It is on, with the keys that the distribution enrolled: Microsoft's. */
  | 'enrolled-keys';

/** The first of `installed` that serves; descriptors stand in the order in which their makers want them tried. */
export function chooseFirmware(
  installed: readonly FirmwareInfo[],
  architecture: Architecture,
  need: SecureBootNeed,
): FirmwareInfo | undefined {
  const fitting = installed.filter((one) => isFor(one, architecture) && !isConfidential(one));
  const has = (one: FirmwareInfo, feature: string) => one.features.includes(feature);
  switch (need) {
    case 'off':
      // What is built for Secure Boot starts as well without keys; but it needs more of the machine, and is slower.
      return (
        fitting.find((one) => !has(one, 'secure-boot') && one.variables !== undefined) ??
        fitting.find((one) => !has(one, 'enrolled-keys'))
      );
    case 'own-keys':
      return fitting.find(
        (one) => has(one, 'secure-boot') && !has(one, 'enrolled-keys') && one.variables?.format === 'raw',
      );
    case 'enrolled-keys':
      return fitting.find((one) => has(one, 'secure-boot') && has(one, 'enrolled-keys') && one.variables !== undefined);
  }
}

function isFor(firmware: FirmwareInfo, architecture: Architecture): boolean {
  const { machine } = machineModels[architecture];
  // The versioned names of the machine that we start: pc-q35-7.2, virt-7.2.
  const names = [machine, `pc-${machine}-7.2`, `${machine}-7.2`];
  return firmware.targets.some(
    (target) => target.architecture === architecture && target.machines.some((pattern) => matches(pattern, names)),
  );
}

function matches(pattern: string, names: readonly string[]): boolean {
  const [start = '', ...rest] = pattern.split('*');
  return names.some((name) => (rest.length === 0 ? name === start : name.startsWith(start)));
}

/** Made for machines whose memory is encrypted: they have no memory for variables. */
function isConfidential({ features, variables }: FirmwareInfo): boolean {
  return variables === undefined && features.some((feature) => /^(?:amd-sev|intel-tdx)/.test(feature));
}
