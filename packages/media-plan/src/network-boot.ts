import { type Customizations, checkInstaller } from '@bootwright/blueprint';
import type { ContainerInfo } from '@bootwright/container-facts';
import { Fault, type Location, throwFaults } from '@bootwright/core';
import type { ImageType, InstalledImageType, NetworkBootType } from '@bootwright/image-types';
import { neededKernel } from './needed-kernel.ts';

/** The version of the kernel that machines load over the network. Faults: `container/…` for what does not boot so. */
export function networkBootKernel(container: ContainerInfo, imageType: NetworkBootType): string {
  checkInitramfs(container, imageType);
  return neededKernel(container, imageType.name);
}

/** The container as far as the type boots it: only a disk has the boot loader that the container chooses. */
export function bootedContainer(container: ContainerInfo, imageType: ImageType): ContainerInfo {
  if (imageType.kind === 'disk') return container;
  const { bootloader: _, ...rest } = container;
  return rest;
}

/** The customizations that reach an image of the type: network boot has neither a first boot nor GRUB's console. */
export function installedCustomizations(customizations: Customizations, imageType: InstalledImageType): Customizations {
  if (imageType.kind === 'disk') return customizations;
  const { ignition: _ignition, bootloader: _bootloader, ...rest } = customizations;
  return rest;
}

/** Network boot reads the volume identifier of the blueprint, although it makes no ISO. */
export function mediaFaults(
  customizations: Customizations,
  at: Location,
  imageType: InstalledImageType,
): readonly Fault[] {
  if (imageType.kind === 'disk') return [];
  return checkInstaller(customizations, at).filter(({ code }) => code === 'blueprint/volume-id');
}

function checkInitramfs({ os }: ContainerInfo, { name, initramfsModules }: NetworkBootType): void {
  const { initrdModules = [] } = os;
  const missing = initramfsModules.filter((module) => !initrdModules.includes(module));
  if (missing.length === 0) return;
  const at = { document: 'container', path: ['os_info', 'initrd_modules'] };
  const [code, message, hint] =
    initrdModules.length === 0
      ? [
          'container/initramfs',
          `image type "${name}" boots the container's initramfs, and its modules are not known`,
          `build an initramfs with the dracut modules ${initramfsModules.join(', ')} in the container`,
        ]
      : [
          'container/initramfs-modules',
          `the initramfs of the container has no ${missing.join(', ')}, and image type "${name}" does not boot without`,
          `install dracut-live, add add_dracutmodules+=" ${missing.join(' ')} " to a file in /usr/lib/dracut/dracut.conf.d, and rebuild the initramfs in the container`,
        ];
  throwFaults([new Fault(code, message, { at, hint })]);
}
