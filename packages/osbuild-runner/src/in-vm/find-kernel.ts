import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import { listDirectory } from '@bootwright/process';
import { type KernelInfo, kernelPlaces, newestFirst } from './kernel-info.ts';

/**
 * The kernel in a file, with its modules; by default the newest installed on the host. Fault: `host/kernel` where no
 * kernel with modules is found.
 */
export function findKernel(given: string | undefined): KernelInfo {
  const places = (given === undefined ? installed() : [given]).flatMap(kernelPlaces);
  const found = places.find(({ image, modules }) => existsSync(image) && existsSync(join(modules, 'modules.dep')));
  if (found !== undefined) return found;
  const message =
    given === undefined ? 'no kernel with modules found on this host' : `no modules found for the kernel ${given}`;
  throw new Fault('host/kernel', message, {
    hint: [
      'install one with "apt install linux-image-amd64" (Debian) or "dnf install kernel-core kernel-modules" (Fedora);',
      'or unpack such a package and name its kernel, such as --vm-kernel DIR/boot/vmlinuz-VERSION; DIR/lib/modules/VERSION',
      'needs a modules.dep ("depmod --basedir DIR VERSION" creates it)',
    ].join(' '),
  });
}

function installed(): readonly string[] {
  const inBoot = listDirectory('/boot').filter((name) => name.startsWith('vmlinuz-'));
  const withModules = listDirectory('/usr/lib/modules').map((version) => `/usr/lib/modules/${version}/vmlinuz`);
  return [...newestFirst(inBoot).map((name) => `/boot/${name}`), ...newestFirst(withModules)];
}
