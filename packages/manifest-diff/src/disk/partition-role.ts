/** Roles that a partition's type alone tells: Discoverable Partitions Specification and UEFI; DOS types as in sfdisk. */
const rolesByType: ReadonlyMap<string, string> = new Map([
  ['C12A7328-F81F-11D2-BA4B-00A0C93EC93B', 'ESP'],
  ['EF', 'ESP'],
  ['U', 'ESP'],
  ['UEFI', 'ESP'],
  ['21686148-6449-6E6F-744E-656564454649', 'BIOS boot'],
  ['9E1A2D38-C612-4316-AA26-8B49521E5A8B', 'PReP boot'],
  ['41', 'PReP boot'],
]);

/** Roles that a partition of the type has where nothing says that it is mounted elsewhere. */
const usualRoles: ReadonlyMap<string, string> = new Map([
  ['BC13C2FF-59E6-4262-A352-B275FD6F7172', 'boot'],
  ['EA', 'boot'],
  // Root partitions of x86-64, AArch64, 32-bit Arm, ppc64le, s390x and riscv64.
  ['4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', 'root'],
  ['B921B045-1DF0-41C3-AF44-4C6F280D3FAE', 'root'],
  ['69DAD710-2CE4-4E3C-B16C-21A1D49ABED3', 'root'],
  ['C31C45E6-3F39-412E-80FB-4809C4980599', 'root'],
  ['5EEAD9A9-FE09-4A1E-A1D7-520D00531306', 'root'],
  ['72EC70A6-CF74-40E6-BD49-4BDA08E8F224', 'root'],
  ['0657FD6D-A4AB-43C4-84E5-0933C84B4F4F', 'swap'],
  ['82', 'swap'],
  ['S', 'swap'],
  ['E6D6D379-F507-44C2-A23C-238F2A3DF928', 'LVM'],
  ['8E', 'LVM'],
  ['V', 'LVM'],
  ['933AC7E1-2EB4-4F13-B844-0E14E2AEF915', '/home'],
  ['4D21B016-B534-45C2-A9FB-5C16E091FD2D', '/var'],
  ['3B8F8425-20E0-4F3B-907F-1A25A76F98E8', '/srv'],
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
