/**
 * Where a mount hides nothing of the root, and nothing is started from or configured by: systemd merges extensions from
 * /var/lib and /run, programs keep units, modules, jobs and settings in most of /var.
 */
const mountPoints =
  /^\/(?:boot|boot\/efi|efi|home|srv|tmp|var\/(?:home|srv|tmp|log|mnt)|mnt|media)$|^\/(?:home|srv|tmp|mnt|media|var\/(?:home|srv|tmp|log|mnt))(?:\/[\w.-]+)+$/;
/** fstab(5) without what starts units, binds directories or loads programs (systemd.mount(5)). */
const options =
  /^(?:defaults|auto|noauto|nofail|ro|rw|noatime|relatime|nodev|nosuid|noexec|discard|umask=\d+|fmask=\d+|dmask=\d+|uid=\d+|gid=\d+|subvol=[\w./@-]+|compress=[\w:]+|x-systemd\.automount|x-systemd\.(?:idle|device|mount)-timeout=\w+)$/;
const fileSystem = /^(?:auto|ext[234]|xfs|btrfs|f2fs|vfat|exfat|tmpfs|swap)$/;
const devices = /^(?:(?:PART)?(?:UUID|LABEL)=[\w.@+-]+|\/dev\/[\w.@+-]+(?:\/[\w.@+-]+)*|tmpfs)$/;

/** Where a value of `systemd.mount-extra=` mounts something. */
export const mountPointOf = (value: string): string => value.split(':')[1] ?? '';

/** Whether a mount at an absolute path hides nothing of the root. */
export const isMountPoint = (path: string): boolean => mountPoints.test(path);

/** Whether `systemd.mount-extra=WHAT:WHERE[:FSTYPE[:OPTIONS]]` mounts a device where nothing of the root is. */
export function isAllowedMount(value: string): boolean {
  const [what = '', where = '', type = 'auto', given = 'defaults', ...more] = value.split(':');
  if (more.length > 0) return false;
  return (
    devices.test(what) &&
    isMountPoint(where) &&
    fileSystem.test(type) &&
    given.split(',').every((option) => options.test(option))
  );
}
