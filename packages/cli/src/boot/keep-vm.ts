import { architectures, defined } from '@bootwright/core';
import { type BootOptions, machineModels, provideSshKey } from '@bootwright/vm';
import type { Host } from '../host.ts';
import { type RegisteredVm, registerVm } from '../vm/register-vm.ts';
import type { BootGiven } from './boot-options.ts';

/** Takes the name of a machine that is to stay. Faults: those of `registerVm`. */
export function keepVm(image: string, { name, arch }: BootGiven, host: Host): RegisteredVm {
  const architecture = arch ?? architectures.find((one) => machineModels[one].host === host.machine) ?? 'unknown';
  return registerVm({ image, architecture, ...defined({ name }) }, host);
}

/** What `vm ssh` needs: a port that leads to SSH, and a key for root, where the machine can take credentials. */
export function keptOptions(
  kept: RegisteredVm | undefined,
  options: BootOptions,
): Pick<BootOptions, 'ssh' | 'credentials'> {
  if (kept === undefined || options.network === 'none') return {};
  const ssh = options.ssh ?? true;
  const { architecture } = options;
  if (architecture !== undefined && !machineModels[architecture].smbios) return { ssh };
  // A key of the user's own wins.
  return { ssh, credentials: { ...provideSshKey(kept.folder).credentials, ...options.credentials } };
}
