import type { SealedOptions } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import { defined, splitCommandLine } from '@bootwright/core';
import type { AddonChannel, BootPlan, Refused } from '../boot/boot-plan.ts';
import { addonReason, stateReason } from './channel-decision.ts';

/** The first release of systemd whose stub reads addons (pull request 27358 of systemd, in 254 of July 2023). */
const addonsSince = 254;
/**
 * The first whose stub takes an initramfs of an addon (pull request 34680, in 257 of December 2024). By its own manual pages it
 * has what the credentials need: systemd.extra-unit.* and systemd.unit-dropin.* since 256.
 */
const credentialsSince = 257;

/** The first release of systemd whose services import credentials by name (ImportCredential= of systemd.exec(5)). */
const importsSince = 254;

/** fs-verity with SHA-512, which bootc takes alone. */
const rootDigest = /^[0-9a-f]{128}$/i;

/** How customizations reach a sealed image, as far as its UKI and its systemd allow it. */
export function sealedChannels(container: ContainerInfo, options: SealedOptions): BootPlan['channels'] {
  const { commandLine = '', composefsDigest, systemd } = container.unifiedKernelImage ?? {};
  const version = systemd === undefined ? undefined : Number.parseInt(systemd, 10);
  const isOlder = (release: number): boolean => version !== undefined && version < release;
  const isWritable = isMountedWritable(commandLine, false);
  const byAddon: AddonChannel = { allowed: true, by: 'addon', isWritable, reason: addonReason };
  const kernelArguments = isOlder(addonsSince) ? tooOld(systemd, 'arguments of addons', addonsSince) : byAddon;
  if (options.deliver === 'addon') {
    const isTooOld = isOlder(credentialsSince);
    const byCredentials = { ...byAddon, reason: credentialReason };
    return {
      kernelArguments,
      deploymentEdits: isTooOld ? tooOld(systemd, 'credentials of addons', credentialsSince) : byCredentials,
    };
  }
  if (composefsDigest === undefined || !rootDigest.test(composefsDigest)) {
    return { kernelArguments, deploymentEdits: unknownDigest };
  }
  const digest = composefsDigest.toLowerCase();
  const withoutPasswords = isOlder(importsSince)
    ? `the container has systemd ${systemd}, and its services import passwords since ${importsSince}`
    : undefined;
  return {
    kernelArguments,
    deploymentEdits: {
      ...{ allowed: true, by: 'state', digest, isWritable, reason: stateReason },
      ...defined({ withoutPasswords }),
    },
  };
}

/** Whether the root is mounted writable with a command line: of `ro` and `rw` the last counts, else what was before. */
export function isMountedWritable(commandLine: string, before: boolean): boolean {
  const last = splitCommandLine(commandLine).findLast((word) => word === 'ro' || word === 'rw');
  return last === undefined ? before : last === 'rw';
}

const credentialReason =
  'systemd trusts the credentials that an addon brings, and its services carry them out at each boot';

const unknownDigest: Refused = {
  allowed: false,
  because: 'sealed',
  reason: 'the facts of the container lack the composefs digest of its UKI, by which bootc names the deployment',
  instead: 'inspect the container again, or build it into the container',
};

function tooOld(version: string | undefined, what: string, since: number): Refused {
  return {
    allowed: false,
    because: 'sealed',
    reason: `the container has systemd ${version}, and ${what} need ${since}`,
    instead: 'update systemd in the container, or build it into the container',
  };
}
