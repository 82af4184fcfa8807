import { dpsMountTypes, dpsRootTypes, partitionTypes } from '@bootwright/core';

const { gpt } = partitionTypes;

/** Roles that a partition's type alone tells: Discoverable Partitions Specification and UEFI; DOS types as in sfdisk. */
const rolesByType: ReadonlyMap<string, string> = new Map([
  [gpt.esp, 'ESP'],
  ['EF', 'ESP'],
  ['U', 'ESP'],
  ['UEFI', 'ESP'],
  [gpt.biosBoot, 'BIOS boot'],
  [gpt.prep, 'PReP boot'],
  ['41', 'PReP boot'],
]);

/** Roles that a partition of the type has where nothing says that it is mounted elsewhere. */
const usualRoles: ReadonlyMap<string, string> = new Map([
  [gpt.xbootldr, 'boot'],
  ['EA', 'boot'],
  ...Object.values(dpsRootTypes).map((type) => [type, 'root'] as const),
  // Of 32-bit Arm.
  ['69DAD710-2CE4-4E3C-B16C-21A1D49ABED3', 'root'],
  [gpt.swap, 'swap'],
  ['82', 'swap'],
  ['S', 'swap'],
  [gpt.lvm, 'LVM'],
  ['8E', 'LVM'],
  ['V', 'LVM'],
  [dpsMountTypes.home, '/home'],
  [dpsMountTypes.var, '/var'],
  [dpsMountTypes.srv, '/srv'],
]);

/**
 * What the partition is for: `ESP`, `BIOS boot`, `PReP boot`, `boot` (XBOOTLDR or whatever is mounted there), `root`,
 * `swap`, `LVM`, or its mount point; undefined where neither its type nor a mount tells.
 */
export function partitionRole(type: string | undefined, mountpoint: string | undefined): string | undefined {
  const key = (type ?? '').toUpperCase();
  return rolesByType.get(key) ?? roleOfMountpoint(mountpoint) ?? usualRoles.get(key);
}

/** The role that a mount point gives. */
export function roleOfMountpoint(mountpoint: string | undefined): string | undefined {
  if (mountpoint === '/') return 'root';
  if (mountpoint === '/boot') return 'boot';
  return mountpoint === '/boot/efi' || mountpoint === '/efi' ? 'ESP' : mountpoint;
}
