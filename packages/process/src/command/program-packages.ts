/** What to install for a program, by distribution; absent where the distribution has no package of it. */
export interface ProgramPackages {
  readonly debian?: string;
  readonly fedora?: string;
}

const same = (name: string): ProgramPackages => ({ debian: name, fedora: name });

/** Package names as of Debian 12 to 13 and Fedora 42 and later. */
const packages: ReadonlyMap<string, ProgramPackages> = new Map([
  ['bootc', { fedora: 'bootc' }],
  ['docker', { debian: 'docker.io', fedora: 'moby-engine' }],
  ['grub-mkimage', { debian: 'grub-common grub-efi-amd64-bin grub-pc-bin', fedora: 'grub2-tools' }],
  ['mcopy', same('mtools')],
  ['mkfs.btrfs', same('btrfs-progs')],
  ['mkfs.ext4', same('e2fsprogs')],
  ['mkfs.vfat', same('dosfstools')],
  ['mkfs.xfs', same('xfsprogs')],
  ['mksquashfs', same('squashfs-tools')],
  ['objcopy', same('binutils')],
  ['osbuild', { fedora: 'osbuild osbuild-ostree osbuild-tools' }],
  ['podman', same('podman')],
  ['python3-librepo', same('python3-librepo')],
  ['qemu-img', { debian: 'qemu-utils', fedora: 'qemu-img' }],
  ['qemu-system-aarch64', { debian: 'qemu-system-arm', fedora: 'qemu-system-aarch64' }],
  ['qemu-system-ppc64', same('qemu-system-ppc')],
  ['qemu-system-s390x', { debian: 'qemu-system-misc', fedora: 'qemu-system-s390x' }],
  ['qemu-system-x86_64', { debian: 'qemu-system-x86', fedora: 'qemu-system-x86' }],
  ['rpm', same('rpm')],
  ['rpmkeys', same('rpm')],
  ['setfiles', same('policycoreutils')],
  ['sfdisk', { debian: 'fdisk', fedora: 'util-linux' }],
  ['skopeo', same('skopeo')],
  ['sudo', same('sudo')],
  ['swtpm', same('swtpm')],
  ['tar', same('tar')],
  ['ukify', same('systemd-ukify')],
  ['xorriso', same('xorriso')],
  ['xorrisofs', same('xorriso')],
  ['xz', { debian: 'xz-utils', fedora: 'xz' }],
  ['zstd', same('zstd')],
]);

/** How to get `program`: with apt, with dnf, or by putting it on the PATH. */
export function installHint(program: string): string {
  const known = packages.get(program);
  const ways = [
    ...(known?.debian === undefined ? [] : [`"apt install ${known.debian}" (Debian, Ubuntu)`]),
    ...(known?.fedora === undefined ? [] : [`"dnf install ${known.fedora}" (Fedora)`]),
  ];
  if (ways.length > 0) return `install it with ${ways.join(' or ')}`;
  return program.includes('/')
    ? 'check the path of the program'
    : 'install the program, or add its directory to the PATH';
}
