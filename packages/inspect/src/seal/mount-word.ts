/** Where mounts hide nothing of what is sealed: each of these is empty in a root, or kept apart from it. */
const mountPoints =
  /^\/(?:boot|boot\/efi|efi|home|srv|tmp|(?:mnt|media)(?:\/[\w.-]+)*|var(?:\/(?:home|srv|tmp|log|cache|lib|mnt|opt)(?:\/[\w.-]+)*)?)$/;
/** fstab(5) without what starts units, binds directories or loads programs (systemd.mount(5)). */
const options =
  /^(?:defaults|auto|noauto|nofail|ro|rw|noatime|relatime|nodev|nosuid|noexec|discard|umask=\d+|fmask=\d+|dmask=\d+|uid=\d+|gid=\d+|subvol=[\w./@-]+|compress=[\w:]+|x-systemd\.automount|x-systemd\.(?:idle|device|mount)-timeout=\w+)$/;
const fileSystem = /^(?:auto|ext[234]|xfs|btrfs|f2fs|vfat|exfat|tmpfs|swap)$/;
const devices = /^(?:(?:PART)?(?:UUID|LABEL)=[\w.@+-]+|\/dev\/[\w.@+-]+(?:\/[\w.@+-]+)*|tmpfs)$/;

/** Whether `systemd.mount-extra=WHAT:WHERE[:FSTYPE[:OPTIONS]]` mounts a device where nothing of the root is. */
export function isAllowedMount(value: string): boolean {
  const [what = '', where = '', type = 'auto', given = 'defaults', ...more] = value.split(':');
  const hasDots = [what, where].some((path) => path.split('/').some((name) => name === '.' || name === '..'));
  if (more.length > 0 || hasDots) return false;
  return (
    devices.test(what) &&
    mountPoints.test(where) &&
    fileSystem.test(type) &&
    given.split(',').every((option) => options.test(option))
  );
}
