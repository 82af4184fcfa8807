/**
 * How much of a file is needed: its whole text, that of a text which may be long, the text sections of a PE file, what a
 * database of rpm says of bootc, its first bytes, that it is there, or all of its bytes, of which there can be many.
 */
export type Keep = 'text' | 'long-text' | 'sections' | 'rpm-database' | 'head' | 'presence' | 'whole';

/**
 * A path that inspection reads; `*` stands for any characters of one name. A step `**`, of which there may be one, stands
 * for any directories or none; links are not followed there.
 */
export interface Interest {
  readonly pattern: string;
  readonly keep: Keep;
  /** Whether `A` and `a` are the same below the first step, as on the ESP. */
  readonly ignoreCase?: true;
}

/** Where bootc looks for its install configuration, the later the stronger (bootc, `install/config.rs`). */
export const installDirectories = ['usr/lib', 'usr/local/lib', 'etc', 'run'].map((base) => `${base}/bootc/install`);

/** Kernel arguments that the container brings (bootc, `bootc_kargs.rs`). */
export const kargsDirectory = 'usr/lib/bootc/kargs.d';

/** Where people put kernel arguments because other drop-ins of bootc may be there. */
export const unreadKargsDirectories = ['etc', 'usr/local/lib', 'run'].map((base) => `${base}/bootc/kargs.d`);

/** Signed lists of keys that bootc enrols with systemd-boot (bootc, `bootc_composefs/boot.rs`). */
export const secureBootKeys = `${installDirectories[0]}/secureboot-keys`;

/** In which bootc reads no files, only directories. */
export const bootcDirectories = ['usr/lib/bootc', 'etc/bootc'];

/** The one directory in which bootc looks for unified kernels (bootc, `kernel.rs`). */
export const unifiedKernelDirectory = 'boot/EFI/Linux';

/** Where systemd-stub looks for addons of any image, and boot loaders for entries; on a machine both are on the ESP. */
export const loaderDirectory = 'boot/loader';
export const addonDirectory = `${loaderDirectory}/addons`;
export const entriesDirectory = `${loaderDirectory}/entries`;

/** What systemd-stub reads of the ESP next to addons. */
export const companionDirectories = ['credentials', 'extensions'].map((name) => `${loaderDirectory}/${name}`);

export const modulesDirectory = 'usr/lib/modules';

/** Where a container configures the image builder, the first that has the file wins (image-builder, `osinfo.go`). */
export const builderDirectories = ['usr/lib/image-builder/bootc', 'usr/lib/bootc-image-builder'] as const;

/** In order of preference (os-release(5)). */
export const osReleaseFiles = ['etc/os-release', 'usr/lib/os-release'] as const;

/** passwd(5) and group(5), and where ostree has what the container brings (nss-altfiles). */
export const userFiles = ['etc/passwd', 'usr/lib/passwd'] as const;
export const groupFiles = ['etc/group', 'usr/lib/group'] as const;

/** Where people mount and write, and where containers made for ostree have links into /var. */
export const writablePaths = ['home', 'media', 'mnt', 'opt', 'root', 'srv', 'usr/local'] as const;
/** Say where users and groups are looked for, the first alone; openSUSE has the second. */
export const nameServiceFiles = ['etc/nsswitch.conf', 'usr/etc/nsswitch.conf'] as const;

/** login.defs(5), the first is the stronger; openSUSE has the second. */
export const loginFiles = ['etc/login.defs', 'usr/etc/login.defs'] as const;

export const selinuxFile = 'etc/selinux/config';

/** By what files are labelled under a policy, in the directory of its name below this one. */
export const selinuxDirectory = 'etc/selinux';
export const fileContexts = 'contexts/files/file_contexts';

/** What of a composefs root can be written to, other than bootc does it by itself (bootc, `crates/initramfs`). */
export const rootSetupFile = 'usr/lib/composefs/setup-root-conf.toml';

/** Where bootupd and shim keep what goes on the ESP; a directory in them is a vendor's. */
export const vendorPatterns = ['usr/lib/bootupd/updates/EFI/*', 'usr/lib/efi/shim/*/EFI/*'] as const;

/** The directories of which bootupd copies all to that on the ESP (bootupd, `efi.rs`). */
export const espDirectories = ['usr/lib/bootupd/updates/EFI', 'usr/lib/efi/*/*/EFI'] as const;

/** Of which bootctl copies systemd-boot to the ESP, also as EFI/BOOT/BOOTX64.EFI and its kind (bootctl(1)). */
export const systemdBootDirectory = 'usr/lib/systemd/boot/efi';

/** What containers have in the place of an ESP: EFI and the mount point efi, whatever their case. */
export const bootEspDirectory = 'boot/efi';

/** Debian's list of packages (dpkg(1)); a text of some hundred kibibytes. */
export const dpkgStatusFile = 'var/lib/dpkg/status';

/** rpm's database: where Fedora keeps it, where ostree has it, and where it was before; links may lead from one to another. */
const rpmDirectories = ['usr/lib/sysimage/rpm', 'usr/share/rpm', 'var/lib/rpm'];
export const rpmDatabases = rpmDirectories.map((directory) => `${directory}/rpmdb.sqlite`);
/** The same in the format ndb, which openSUSE has and nothing here reads. */
export const rpmNdbFiles = rpmDirectories.map((directory) => `${directory}/Packages.db`);

/** pacman's descriptions of packages, and where images without a filled /var keep them. */
export const alpmDirectories = ['var/lib/pacman/local', 'usr/lib/sysimage/lib/pacman/local'] as const;

/** apk's list of packages, of version 2 and 3. */
export const apkFiles = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'] as const;

/** How every distribution calls the package of bootc. */
export const bootcPackage = 'bootc';

/** Programs that every bootable container has; their headers tell the architecture. */
export const programFiles = ['usr/bin/bootc', 'usr/lib/systemd/systemd'] as const;

/** Everything that inspection reads of a container's root, and nothing else is kept. */
export const interests: readonly Interest[] = [
  ...osReleaseFiles.map((pattern) => ({ pattern, keep: 'text' as const })),
  ...writablePaths.map((pattern) => ({ pattern, keep: 'presence' as const })),
  ...[...userFiles, ...groupFiles, ...nameServiceFiles, ...loginFiles].map((pattern) => ({
    pattern,
    keep: 'text' as const,
  })),
  { pattern: selinuxFile, keep: 'text' },
  { pattern: `${selinuxDirectory}/*/${fileContexts}`, keep: 'presence' },
  ...builderDirectories.flatMap((directory) => [
    { pattern: `${directory}/disk.yaml`, keep: 'text' as const },
    { pattern: `${directory}/iso.yaml`, keep: 'text' as const },
  ]),
  { pattern: `${builderDirectories[1]}/config.json`, keep: 'text' },
  { pattern: `${builderDirectories[1]}/config.toml`, keep: 'text' },
  // Last of their directories: what nothing reads is listed, to be named.
  ...[...builderDirectories, ...unreadKargsDirectories].map((directory) => ({
    pattern: `${directory}/*`,
    keep: 'presence' as const,
  })),
  ...bootcDirectories.flatMap((directory) =>
    ['toml', 'conf'].map((ending) => ({ pattern: `${directory}/*.${ending}`, keep: 'presence' as const })),
  ),
  ...installDirectories.map((directory) => ({ pattern: `${directory}/*.toml`, keep: 'text' as const })),
  { pattern: `${kargsDirectory}/*.toml`, keep: 'text' },
  { pattern: `${unifiedKernelDirectory}/*.efi`, keep: 'sections' },
  { pattern: `${unifiedKernelDirectory}/*.efi.extra.d/*.efi`, keep: 'sections' },
  { pattern: `${addonDirectory}/*.efi`, keep: 'sections' },
  { pattern: `${entriesDirectory}/*.conf`, keep: 'presence' },
  ...companionDirectories.map((directory) => ({ pattern: `${directory}/*`, keep: 'presence' as const })),
  { pattern: rootSetupFile, keep: 'presence' },
  { pattern: `${modulesDirectory}/*/*.efi`, keep: 'sections' },
  { pattern: `${modulesDirectory}/*/*.efi.extra.d/*.efi`, keep: 'sections' },
  { pattern: `${modulesDirectory}/*/vmlinuz`, keep: 'presence' },
  { pattern: `${modulesDirectory}/*/aboot.img`, keep: 'presence' },
  ...vendorPatterns.map((pattern) => ({ pattern, keep: 'presence' as const })),
  ...programFiles.map((pattern) => ({ pattern, keep: 'head' as const })),
  { pattern: dpkgStatusFile, keep: 'long-text' },
  ...rpmDatabases.map((pattern) => ({ pattern, keep: 'rpm-database' as const })),
  ...rpmNdbFiles.map((pattern) => ({ pattern, keep: 'presence' as const })),
  ...alpmDirectories.map((directory) => ({ pattern: `${directory}/${bootcPackage}-*/desc`, keep: 'text' as const })),
  ...apkFiles.map((pattern) => ({ pattern, keep: 'long-text' as const })),
];

/**
 * What inspection also reads of a container whose seal is verified: bootc looks for images in all directories below two
 * places (composefs-rs, `find_uki_components`), and puts them on a file system that ignores case.
 */
export const sealedInterests: readonly Interest[] = [
  { pattern: `${unifiedKernelDirectory}/**/*.efi`, keep: 'sections', ignoreCase: true },
  { pattern: `${loaderDirectory}/**/*.efi`, keep: 'sections', ignoreCase: true },
  { pattern: `${modulesDirectory}/*/**/*.efi`, keep: 'sections' },
  { pattern: `${bootEspDirectory}/**/*`, keep: 'sections', ignoreCase: true },
  ...espDirectories.map((directory) => ({ pattern: `${directory}/**/*`, keep: 'sections' as const })),
  { pattern: `${systemdBootDirectory}/*`, keep: 'sections' },
];

/** A step of a pattern that stands for any directories or none. */
export const anyDirectories = '**';

/** Whether a name fits one step of a pattern. */
export function fitsStep(name: string, step: string): boolean {
  const star = step.indexOf('*');
  if (star < 0) return name === step;
  const [before, after] = [step.slice(0, star), step.slice(star + 1)];
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

/** How much of the file at a path is read, if any. */
export type InterestAt = (path: string) => Keep | undefined;

/**
 * A function that says how much of the file at a path some interests want. A path that is reached only through links is
 * not covered: where links lead, `collectTree` finds out.
 */
export function interestFinder(wanted: readonly Interest[]): InterestAt {
  const patterns = wanted.map((interest) => ({ steps: interest.pattern.split('/'), interest }));
  return (path) => {
    const names = path.split('/');
    return patterns.find(({ steps, interest }) => fitsSteps(names, steps, interest))?.interest.keep;
  };
}

function fitsSteps(names: readonly string[], steps: readonly string[], interest: Interest): boolean {
  const any = steps.indexOf(anyDirectories);
  if (any >= 0 && names.length < steps.length - 1) return false;
  if (any < 0 && names.length !== steps.length) return false;
  const skipped = names.length - steps.length;
  return steps.every((step, index) => {
    if (index === any) return true;
    return fitsInterest(names[any >= 0 && index > any ? index + skipped : index] ?? '', step, interest);
  });
}

/** Whether a name fits one step of an interest's pattern. */
export function fitsInterest(name: string, step: string, { ignoreCase }: Interest): boolean {
  return ignoreCase === true ? fitsStep(name.toLowerCase(), step.toLowerCase()) : fitsStep(name, step);
}

/** How much of the file at a path inspection reads, if any. */
export const isOfInterest: InterestAt = interestFinder(interests);
