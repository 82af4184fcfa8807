import { storageConfCure } from '../run/podman-storage.ts';

/** A failure whose cause and cure are known from what was said. */
export interface KnownFailure {
  readonly code: string;
  /** What was said; its first group, where there is one, is what the hint names. */
  readonly pattern: RegExp;
  /** What went wrong in a few words, and what to do. */
  readonly cause: (found: string) => string;
  readonly hint: (found: string) => string;
}

const inVm = '--in-vm builds in a machine of its own';

/** The first that matches is taken. Codes that begin with `host/` are matters of the machine, not of the manifest. */
const knownFailures: readonly KnownFailure[] = [
  {
    code: 'host/space',
    pattern: /no space left on device|disk quota exceeded/i,
    cause: () => 'there is no space left',
    hint: () => 'free some space, or put cache and output elsewhere with --cache and --output-dir',
  },
  {
    code: 'host/filesystem',
    pattern: /unknown filesystem type '([\w.+-]{1,40})'/,
    cause: (type) => `this machine's kernel does not know the file system ${type}`,
    hint: (type) => `load it with "modprobe ${type}"; where the kernel has no such module, ${inVm}`,
  },
  {
    code: 'host/partitions',
    // The last form is that of util-linux since 2.39, whose mount(8) asks the kernel by fsconfig(2).
    pattern:
      /(?:special device |cannot (?:open|stat) |No such file or directory: '|fsconfig\(\) failed: )(\/?\S*\bloop\d+p\d+)/,
    cause: (device) => `the partition ${device} did not appear: this machine's kernel does not look for partitions`,
    hint: () => `use a kernel with CONFIG_EFI_PARTITION, or ${inVm}`,
  },
  {
    code: 'host/loop-devices',
    pattern: /loop-control|No such file or directory: '(?:\/dev\/)?loop\d+'|failed to (?:set up|find).*loop device/i,
    cause: () => 'there are no loop devices',
    hint: () => 'load them with "modprobe loop"; a container that builds needs --privileged and the host\'s /dev',
  },
  {
    code: 'host/device-mapper',
    pattern: /\/dev\/mapper\/control|device-mapper driver|libdevmapper/i,
    cause: () => "this machine's kernel has no device mapper, which logical volumes and LUKS need",
    hint: () => `load it with "modprobe dm-mod"; where the kernel has no such module, ${inVm}`,
  },
  {
    code: 'host/bubblewrap',
    pattern: /No such file or directory: 'bwrap'/,
    cause: () => 'bubblewrap is not installed, in which osbuild runs its stages',
    hint: () => 'install it with "apt install bubblewrap" (Debian, Ubuntu) or "dnf install bubblewrap" (Fedora)',
  },
  {
    code: 'host/permission',
    pattern: /(?:bwrap|mount|unshare|umount)\b.{0,200}(?:operation not permitted|permission denied)|must be superuser/i,
    cause: () => 'osbuild may not mount',
    hint: () => 'run it as root (sudo); in a container, with --privileged',
  },
  {
    code: 'host/kernel',
    pattern: /Failed to mount composefs image:.*Block device required/,
    cause: () => 'bootc mounts an EROFS image that is a plain file, which this kernel does not',
    hint: () => `use Linux 6.12 or later; ${inVm}, whose kernel --vm-kernel names`,
  },
  {
    code: 'osbuild/bootupd',
    pattern: /bootupd is required for ostree-based installs/,
    cause: () => 'the container asks for systemd-boot, which bootc installs on composefs alone, and it has no bootupd',
    hint: () =>
      '--profile recommended installs on composefs; or put bootupd into the container and leave out "bootloader"',
  },
  {
    code: 'osbuild/composefs-digest',
    pattern: /UKI has the wrong composefs= parameter \(is '([0-9a-f]+)'/,
    cause: (digest) =>
      `the unified kernel image boots the root with the digest ${digest.slice(0, 12)}…, and that of the container is another`,
    hint: () =>
      'make it anew with "bootc container ukify" from the image that lies below its layer; that layer has to leave all but what is in /boot as it is, the time of change of /boot included',
  },
  {
    code: 'osbuild/no-selinux-policy',
    pattern: /Building SELinux policy: Directory entry "[^"\n]{1,80}" does not exist/,
    cause: () => "the container's /etc/selinux/config names a policy that the container does not have",
    hint: () => 'install the policy as you build the container, or remove /etc/selinux/config',
  },
  {
    code: 'osbuild/no-selinux-policy',
    pattern: /file_contexts\b.{0,80}No such file or directory|No such file or directory.{0,80}file_contexts/,
    cause: () => 'the tree is to be labelled for SELinux, and the container has no such policy',
    hint: () => '--profile recommended leaves out the labelling of containers without a policy',
  },
  {
    code: 'host/selinux',
    pattern:
      /(?:setfiles|lsetfilecon|set context|setfilecon)\b.{0,200}(?:invalid argument|operation not permitted|failed)/i,
    cause: () => "this machine's SELinux does not let osbuild write labels that its own policy does not know",
    hint: () => 'install the package osbuild-selinux, or build in a privileged container with --osbuild-image',
  },
  {
    code: 'host/podman',
    pattern: /unknown flag: --imagestore/,
    cause: () => "this machine's podman is too old for osbuild, which reads images by its option --imagestore",
    hint: () => 'use a podman of version 5 (Debian 12 has 4.3, Debian 13 a newer one), or build with --osbuild-image',
  },
  {
    code: 'host/container-storage',
    pattern: /could not find container storage configuration/,
    cause: () => 'osbuild finds no storage.conf, which says where podman keeps its images',
    hint: storageConfCure,
  },
  {
    code: 'osbuild/image',
    // Skopeo takes an id that it does not find for a name.
    pattern:
      /cannot specify 64-byte hexadecimal strings|image not known|does not exist in local container storage|does not resolve to an image ID|no such image|identifier is not an image|unable to find '?[^'\n]{0,200}'? in local storage/i,
    cause: () =>
      "the container's image is not where osbuild looks for it, in the podman storage that /etc/containers/storage.conf names",
    hint: () =>
      'fetch it with "sudo podman pull NAME", or let osbuild fetch it with --bootc-remote; osbuild does not read CONTAINERS_STORAGE_CONF: where that is set, name the same storage in /etc/containers/storage.conf',
  },
  {
    code: 'osbuild/login',
    pattern: /authentication required|unauthorized:|denied: requested access|toomanyrequests/i,
    cause: () => 'the registry does not give the image to osbuild',
    hint: () => 'log in as the user that runs osbuild: "sudo podman login REGISTRY"',
  },
  {
    code: 'host/network',
    pattern: /could not resolve host|temporary failure in name resolution|no such host|network is unreachable/i,
    cause: () => 'the network is not reached',
    hint: () => 'check the connection; what was fetched before is in the cache',
  },
  {
    code: 'host/memory',
    pattern: /cannot allocate memory|MemoryError|out of memory/i,
    cause: () => 'there is not enough memory',
    hint: () => 'end other programs, or give the machine more memory',
  },
];

/** The known failure of which `text` speaks: its code, its cause, its cure. */
export function findKnownFailure(text: string): { code: string; cause: string; hint: string } | undefined {
  for (const { code, pattern, cause, hint } of knownFailures) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const found = match[1] ?? '';
    return { code, cause: cause(found), hint: hint(found) };
  }
  return undefined;
}
