import { storageConfCure } from './storage-conf.ts';

/** A failure whose cause and fix are known from its output. */
export interface KnownFailure {
  readonly code: string;
  /** Matches the output; a first group is passed to `cause` and `hint`. */
  readonly pattern: RegExp;
  /** The cause in a few words, and the fix. */
  readonly cause: (found: string) => string;
  readonly hint: (found: string) => string;
}

const inVm = 'build in a virtual machine with --in-vm';

/** The first match is used. Codes that begin with `host/` concern the host, not the manifest. */
const knownFailures: readonly KnownFailure[] = [
  {
    code: 'host/space',
    pattern: /no space left on device|disk quota exceeded/i,
    cause: () => 'no space left',
    hint: () => 'free space, or put cache and output elsewhere with --cache and --output-dir',
  },
  {
    code: 'host/filesystem',
    pattern: /unknown filesystem type '([\w.+-]{1,40})'/,
    cause: (type) => `the kernel of the host does not support the file system ${type}`,
    hint: (type) => `load it with "modprobe ${type}"; if the kernel has no such module, ${inVm}`,
  },
  {
    code: 'host/partitions',
    // The last form is that of util-linux since 2.39, whose mount(8) asks the kernel by fsconfig(2).
    pattern:
      /(?:special device |cannot (?:open|stat) |No such file or directory: '|fsconfig\(\) failed: )(\/?\S*\bloop\d+p\d+)/,
    cause: (device) => `the partition ${device} did not appear: the kernel of the host does not scan partitions`,
    hint: () => `use a kernel with CONFIG_EFI_PARTITION, or ${inVm}`,
  },
  {
    code: 'host/loop-devices',
    pattern: /loop-control|No such file or directory: '(?:\/dev\/)?loop\d+'|failed to (?:set up|find).*loop device/i,
    cause: () => 'no loop devices found',
    hint: () => 'load them with "modprobe loop"; in a container, use --privileged and the host\'s /dev',
  },
  {
    code: 'host/device-mapper',
    pattern: /\/dev\/mapper\/control|device-mapper driver|libdevmapper/i,
    cause: () => 'the kernel of the host has no device mapper, which logical volumes and LUKS need',
    hint: () => `load it with "modprobe dm-mod"; if the kernel has no such module, ${inVm}`,
  },
  {
    code: 'host/bubblewrap',
    pattern: /No such file or directory: 'bwrap'/,
    cause: () => 'bubblewrap, in which osbuild runs stages, is not installed',
    hint: () => 'install it with "apt install bubblewrap" (Debian, Ubuntu) or "dnf install bubblewrap" (Fedora)',
  },
  {
    code: 'host/permission',
    pattern: /(?:bwrap|mount|unshare|umount)\b.{0,200}(?:operation not permitted|permission denied)|must be superuser/i,
    cause: () => 'osbuild has no permission to mount',
    hint: () => 'run it as root (sudo); in a container, with --privileged',
  },
  {
    code: 'host/kernel',
    pattern: /Failed to mount composefs image:.*Block device required/,
    cause: () => 'bootc mounts an EROFS image that is a regular file, which this kernel does not support',
    hint: () => `use Linux 6.12 or later; or ${inVm} and --vm-kernel`,
  },
  {
    code: 'osbuild/bootupd',
    pattern: /bootupd is required for ostree-based installs/,
    cause: () => 'the container configures systemd-boot, which bootc installs only on composefs, and has no bootupd',
    hint: () =>
      'build with --profile recommended, which installs on composefs; or add bootupd to the container and remove "bootloader"',
  },
  {
    code: 'osbuild/composefs-digest',
    pattern: /UKI has the wrong composefs= parameter \(is '([0-9a-f]+)'/,
    cause: (digest) =>
      `the unified kernel image boots the root with the digest ${digest.slice(0, 12)}…, but the container has another digest`,
    hint: () =>
      'rebuild it with "bootc container ukify" from the image below its layer; that layer may change nothing outside of /boot, nor the modification time of /boot',
  },
  {
    code: 'osbuild/no-selinux-policy',
    pattern: /Building SELinux policy: Directory entry "[^"\n]{1,80}" does not exist/,
    cause: () => "the container's /etc/selinux/config names a policy that is missing in the container",
    hint: () => 'install the policy in the container, or remove /etc/selinux/config',
  },
  {
    code: 'osbuild/no-selinux-policy',
    pattern: /file_contexts\b.{0,80}No such file or directory|No such file or directory.{0,80}file_contexts/,
    cause: () => 'the container has no SELinux policy for labelling its tree',
    hint: () => 'build with --profile recommended, which does not label containers without a policy',
  },
  {
    code: 'host/selinux',
    pattern:
      /(?:setfiles|lsetfilecon|set context|setfilecon)\b.{0,200}(?:invalid argument|operation not permitted|failed)/i,
    cause: () => 'the SELinux policy of the host rejects labels that it does not know',
    hint: () => 'install the package osbuild-selinux, or build in a privileged container with --osbuild-image',
  },
  {
    code: 'host/podman',
    pattern: /unknown flag: --imagestore/,
    cause: () => "the host's podman is too old: osbuild needs its option --imagestore",
    hint: () => 'install podman 5 (Debian 12 has 4.3, Debian 13 a newer one), or build with --osbuild-image',
  },
  {
    code: 'host/container-storage',
    pattern: /could not find container storage configuration/,
    cause: () => "osbuild found no storage.conf with the path of podman's images",
    hint: storageConfCure,
  },
  {
    code: 'osbuild/image',
    // Skopeo treats an unknown id as a name.
    pattern:
      /cannot specify 64-byte hexadecimal strings|image not known|does not exist in local container storage|does not resolve to an image ID|no such image|identifier is not an image|unable to find '?[^'\n]{0,200}'? in local storage/i,
    cause: () =>
      "the container's image is not in the podman storage of /etc/containers/storage.conf, where osbuild looks for it",
    hint: () =>
      'fetch it with "sudo podman pull NAME", or let osbuild fetch it with --bootc-remote; osbuild does not read CONTAINERS_STORAGE_CONF: where that is set, name the same storage in /etc/containers/storage.conf',
  },
  {
    code: 'osbuild/login',
    pattern: /authentication required|unauthorized:|denied: requested access|toomanyrequests/i,
    cause: () => 'the registry denied osbuild access to the image',
    hint: () => 'log in as the user who runs osbuild: "sudo podman login REGISTRY"',
  },
  {
    code: 'host/network',
    pattern: /could not resolve host|temporary failure in name resolution|no such host|network is unreachable/i,
    cause: () => 'the network is unreachable',
    hint: () => 'check the connection; the cache keeps what was already fetched',
  },
  {
    code: 'host/memory',
    pattern: /cannot allocate memory|MemoryError|out of memory/i,
    cause: () => 'not enough memory',
    hint: () => 'end other programs, or add memory',
  },
];

/** The known failure in a log: its code, cause and fix. */
export function findKnownFailure(text: string): { code: string; cause: string; hint: string } | undefined {
  for (const { code, pattern, cause, hint } of knownFailures) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const found = match[1] ?? '';
    return { code, cause: cause(found), hint: hint(found) };
  }
  return undefined;
}
