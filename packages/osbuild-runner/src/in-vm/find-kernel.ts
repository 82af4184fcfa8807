import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import { listDirectory } from '@bootwright/process';
import { type KernelInfo, kernelPlaces, newestFirst } from './kernel-info.ts';

/**
 * The kernel of that file with its modules; without one the newest that this machine has installed. Fault: `host/kernel`
 * where there is none, or none of its modules.
 */
export function findKernel(given: string | undefined): KernelInfo {
  const places = (given === undefined ? installed() : [given]).flatMap(kernelPlaces);
  const found = places.find(({ image, modules }) => existsSync(image) && existsSync(join(modules, 'modules.dep')));
  if (found !== undefined) return found;
  const message =
    given === undefined
      ? 'there is no kernel with modules on this machine, from which one could be started'
      : `${given} is no kernel whose modules are found`;
  throw new Fault('host/kernel', message, {
    hint: [
      'install one with "apt install linux-image-amd64" (Debian) or "dnf install kernel-core kernel-modules" (Fedora);',
      'or unpack such a package and name its kernel, such as --vm-kernel DIR/boot/vmlinuz-VERSION, beside which its',
      'lib/modules/VERSION has a modules.dep ("depmod --basedir DIR VERSION" makes it)',
    ].join(' '),
  });
}

function installed(): readonly string[] {
  const inBoot = listDirectory('/boot').filter((name) => name.startsWith('vmlinuz-'));
  const withModules = listDirectory('/usr/lib/modules').map((version) => `/usr/lib/modules/${version}/vmlinuz`);
  return [...newestFirst(inBoot).map((name) => `/boot/${name}`), ...newestFirst(withModules)];
}
