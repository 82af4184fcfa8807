import type { Customizations } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { type DocumentPath, defined, inside, type Location } from '@bootwright/core';
import { mountables } from '@bootwright/disk';
import type { Refused } from '../boot/boot-plan.ts';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { subscriptionAt } from './registration-edit.ts';

/** A notice for each customization that the boot plan rejects, at its place. */
export function noteRefusedEdits(facts: CustomizationFacts, refused: Refused, context: PlanContext): void {
  noteUnmounted(facts, refused, context);
  for (const { what, at } of refusedCustomizations(facts)) {
    context.note({
      code: `${refused.because}/deployment-edit`,
      message: `${what} is left out: ${refused.reason}`,
      at,
      hint: refused.instead,
    });
  }
}

/** Each customization that would change the deployment. */
function refusedCustomizations(facts: CustomizationFacts): readonly { readonly what: string; readonly at: Location }[] {
  const { customizations, at, options, disk, mountConfigurationAt } = facts;
  const rejected = namedCustomizations(customizations).map(([what, path]) => ({
    what,
    at: inside(at, ...path),
  }));
  if (options.subscription !== undefined) {
    rejected.push({ what: 'the registration at first boot', at: subscriptionAt });
  }
  if (mountConfigurationAt !== undefined && disk.mountConfiguration !== 'none') {
    rejected.push({ what: `the mount configuration "${disk.mountConfiguration}"`, at: mountConfigurationAt });
  }
  return rejected;
}

/** What the system mounts without configuration: the root by its initramfs, the others by systemd's gpt-auto-generator. */
export const mountedAnyway: readonly string[] = ['/', '/boot', '/boot/efi'];

/** A notice for each file system that the disk gets and that nothing in the deployment will mount. */
function noteUnmounted({ disk, mountpointAt }: CustomizationFacts, refused: Refused, context: PlanContext): void {
  for (const { mountpoint, uuid = '' } of mountables(disk.table)) {
    if (mountedAnyway.includes(mountpoint)) continue;
    const at = mountpointAt(mountpoint);
    context.note({
      code: `${refused.because}/not-mounted`,
      message: `the file system for ${mountpoint} is made, and nothing mounts it: ${refused.reason}`,
      ...defined({ at }),
      hint: `build a mount unit for /dev/disk/by-uuid/${uuid} into the container, with a seed that keeps the UUID`,
    });
  }
}

/** What a person would call each customization, and where it is below `customizations`. */
export function namedCustomizations(customizations: Customizations): readonly (readonly [string, DocumentPath])[] {
  const { group = [], user = [], sshkey = [], directories = [], files = [], ignition, bootloader } = customizations;
  return [
    ...group.map(({ name }, index) => [`the group "${name}"`, ['group', index]] as const),
    ...user.map(({ name }, index) => [`the user "${name}"`, ['user', index]] as const),
    ...sshkey.map(({ user }, index) => [`the SSH key of "${user}"`, ['sshkey', index]] as const),
    ...directories.map(({ path }, index) => [`the directory ${path}`, ['directories', index]] as const),
    ...files.map(({ path }, index) => [`the file ${path}`, ['files', index]] as const),
    ...(ignition?.firstboot === undefined ? [] : [['Ignition', ['ignition', 'firstboot']] as const]),
    ...(bootloader?.grub2 === undefined ? [] : [['the console of GRUB', ['bootloader', 'grub2']] as const]),
  ];
}
