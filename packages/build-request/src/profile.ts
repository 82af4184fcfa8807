import type { Location, Notice } from '@bootwright/core';
import { defined } from '@bootwright/core';

/** `reference`: the very bytes of osbuild/image-builder. `recommended`: what should be. */
export type Profile = 'reference' | 'recommended';

export const profiles: readonly Profile[] = ['reference', 'recommended'];

/** One difference between the profiles. */
export interface ProfileDifference {
  /** What happens under `reference`. */
  readonly reference: string;
  /** What `recommended` does instead. */
  readonly recommended: string;
  readonly reason: string;
}

/** Every difference between the profiles: no other place decides by profile without naming its entry here. */
export const profileDifferences = {
  'sealed-boot-partitions': {
    reference:
      'the sealed image keeps a BIOS boot partition, or the /boot of the image type, which its boot does not use',
    recommended: 'no such partition',
    reason: 'UEFI firmware starts a unified kernel image from the ESP, and nothing is read from the others',
  },
  'sealed-xbootldr': {
    reference: 'the sealed image gains an XBOOTLDR partition for /boot, because its root is on LVM or btrfs',
    recommended: 'no such partition',
    reason: 'the kernel is on the ESP, so nothing is read from /boot',
  },
  'sealed-root-type': {
    reference: 'the root partition has the generic Linux type GUID',
    recommended: 'the Discoverable Partitions root GUID of the architecture',
    reason: 'the signed command line names no root, so that the initramfs finds it by its partition type alone',
  },
  'sealed-esp-size': {
    reference: 'the ESP keeps its size, and the unified kernel images of three deployments do not fit there',
    recommended: 'an ESP that has room for them',
    reason:
      'bootc keeps the booted deployment, the one before it and the staged one, and an update fails on a full disk',
  },
  'sealed-root-subvolume': {
    reference: 'the root is a subvolume of a btrfs volume, which the signed command line does not name',
    recommended: 'the root is the top of the volume',
    reason: 'the initramfs mounts the top of the volume, and the system does not boot',
  },
  'sealed-customizations': {
    reference: 'customizations of a sealed image are left out',
    recommended: 'they reach the state of the deployment, and kernel arguments an addon on the ESP',
    reason: 'the seal covers neither of them',
  },
  'sealed-grow-root': {
    reference: 'the sealed image grows its root to the end of the disk, although disk.yaml says not to',
    recommended: 'the root keeps its size',
    reason: 'whether the kernel is unified says nothing about sizes',
  },
  'mount-spec': {
    reference: 'nothing on the disk has the name by which the install configuration mounts it',
    recommended: 'the file system or partition with that name',
    reason: 'the booted system does not find it',
  },
  'discoverable-root': {
    reference: 'the root partition has another type than the Discoverable Partitions root of the architecture',
    recommended: 'that type',
    reason: 'a system that is started without root= finds its root by the type of the partition alone',
  },
  'root-volume-minimum': {
    reference: 'the volume of "/" takes the minimum size of its whole partition',
    recommended: 'its own minimum size, and never less than the container needs',
    reason: 'the sizes of other volumes are added a second time',
  },
  'volumes-after-swap': {
    reference: 'logical volumes that follow a swap volume are not checked',
    recommended: 'a fault for each that cannot be made',
    reason: 'a name given twice, a path that is not canonical, or a /boot on LVM fails while osbuild runs',
  },
  'uuid-form': {
    reference: 'the UUID is written as it was given: in braces, as a URN or without dashes',
    recommended: 'the usual form, with dashes',
    reason: 'sfdisk reads the usual form alone, and fails on the others',
  },
  'dos-partition-names': {
    reference: 'a partition of a dos table is given a UUID or a name',
    recommended: 'a fault',
    reason: 'a dos table has no room for them, and sfdisk ignores them',
  },
  'mount-unit-name': {
    reference: 'the mount unit is not named as systemd names it',
    recommended: 'the name that systemd-escape(1) gives',
    reason: 'systemd does not load a mount unit whose name does not match its path (systemd.mount(5))',
  },
  'mountpoint-twice': {
    reference: 'two file systems are mounted in one place',
    recommended: 'a fault',
    reason: 'osbuild rejects a manifest in which two mounts have one name',
  },
  'user-home': {
    reference:
      'the home is left to useradd, and one that follows the link /home, as that of Fedora, gives a path below the one where osbuild mounts the deployment',
    recommended: 'the home of a new account is /var/home/NAME',
    reason: 'the booted system does not have that path',
  },
  'build-relabel': {
    reference: 'the build pipeline relabels for the policy "targeted", although the container has no SELinux policy',
    recommended: 'no relabelling',
    reason: 'the file contexts are missing, and the build fails',
  },
  'systemd-boot-storage': {
    reference: 'the boot loader is systemd-boot and the storage ostree',
    recommended: 'composefs as well',
    reason: 'bootc rejects it: "bootupd is required for ostree-based installs"',
  },
  'boot-loader': {
    reference: 'a boot loader that osbuild does not know reaches the manifest',
    recommended: 'a fault',
    reason: 'osbuild rejects the manifest',
  },
  'rejected-value': {
    reference: 'a value that osbuild rejects reaches the manifest',
    recommended: 'a fault',
    reason: 'osbuild checks a manifest against its schemas before it builds anything',
  },
  'sudo-without-password': {
    reference: 'the names of sudo-nopasswd are ignored, and sudo asks for a password',
    recommended: 'a file in /etc/sudoers.d for each',
    reason: 'only installers of ostree commits and archives read them',
  },
  'kickstart-value': {
    reference: 'a value with quotes, blanks or line ends is written into the kickstart file as it is',
    recommended: 'a fault',
    reason: 'the installer rejects the line, or takes what follows for another command',
  },
  'menu-value': {
    reference: "a value with quotes or signs of GRUB's language is written into the boot menu as it is",
    recommended: 'a fault',
    reason: 'GRUB rejects the menu, or gives the kernel other arguments',
  },
  'root-password': {
    reference: 'the account root is locked, although a password is given',
    recommended: 'that password',
    reason: 'the kickstart file locks root whatever the users are',
  },
  'menu-timeout': {
    reference: 'the timeout of the menu is ignored, and the menu waits for 60 seconds',
    recommended: 'that timeout',
    reason: 'nothing reads it for installers that are made of containers',
  },
  'zero-timeout': {
    reference: 'a timeout of 0 is left out, and the menu waits for 60 seconds',
    recommended: 'the menu does not wait',
    reason: 'image-builder takes 0 for "not given"',
  },
  'live-kernel-arguments': {
    reference: 'kernel.append is ignored, as all of the blueprint is',
    recommended: 'the arguments are appended to those of the medium',
    reason: 'only iso.yaml of the container is read',
  },
  'live-bios-boot': {
    reference: 'the medium gets a boot loader for BIOS firmware, which the architecture does not have',
    recommended: 'UEFI alone',
    reason: 'the modules of GRUB for i386-pc are missing, and the build fails',
  },
  'boot-loader-files': {
    reference: 'the boot menu names no vendor of boot loader files',
    recommended: 'a fault',
    reason: 'osbuild copies shim and GRUB from the directory of that vendor, and fails without',
  },
  'media-build-policy': {
    reference: 'the buildroot is labelled by the policy "targeted", although the container has another one',
    recommended: 'the policy of the container',
    reason: 'the file contexts of the other policy are missing, and the build fails',
  },
  'kept-arguments': {
    reference: 'the kernel arguments of the image type are kept, although the request leaves them out',
    recommended: 'no such arguments',
    reason: 'a request to leave them out is honoured for disks alone',
  },
  'sealed-architecture': {
    reference: 'the sealed image has no ESP, because the architecture has no UEFI',
    recommended: 'a fault',
    reason: 'a unified kernel image is started by UEFI firmware only',
  },
  'applied-warnings': {
    reference: 'applied, although image-builder warns that the image type does not support it',
    recommended: 'the same, without this notice',
    reason: 'keep the option: the warning is wrong',
  },
  'ignored-options': {
    reference: 'accepted and ignored',
    recommended: 'a fault',
    reason: 'image-builder lists the option as supported, and nothing reads it',
  },
  'first-unsupported': {
    reference:
      'left out as well, although image-builder names only the first option that the image type does not support',
    recommended: 'each is named',
    reason: 'all of them can then be removed at once',
  },
} as const satisfies Readonly<Record<string, ProfileDifference>>;

export type ProfileDifferenceName = keyof typeof profileDifferences;

/** What `reference` leaves as it is, as a notice with the code `profile/NAME`. */
export function differenceNotice(name: ProfileDifferenceName, at?: Location, subject?: string): Notice {
  const { reference, recommended, reason }: ProfileDifference = profileDifferences[name];
  return {
    code: `profile/${name}`,
    message: `${subject === undefined ? '' : `${subject}: `}${reference}; ${reason}`,
    ...defined({ at }),
    hint: `the profile "recommended" gives: ${recommended}`,
  };
}
