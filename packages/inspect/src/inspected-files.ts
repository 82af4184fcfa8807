import { loginShells } from '@bootwright/container-facts';
import { type FileSelection, select, within } from '@bootwright/file-tree';
import { rpmDatabasePieces } from '@bootwright/package-lists';
import { bootSelections, modulesDirectory } from '@bootwright/uki';
import { mentionedSources } from './builder/raw-sources.ts';

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

/** systemd's own library, whose name has its version; Debian has it in a directory of the architecture. */
export const systemdLibraries = ['usr/lib/systemd', 'usr/lib64/systemd', 'usr/lib/*/systemd'].map(
  (directory) => `${directory}/libsystemd-shared-*.so`,
);

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
export const inspectedFiles: readonly FileSelection[] = [
  ...select('text', osReleaseFiles),
  ...select('presence', writablePaths),
  ...select(
    'presence',
    loginShells.map((shell) => shell.slice(1)),
  ),
  ...select('text', [...userFiles, ...groupFiles, ...nameServiceFiles, ...loginFiles]),
  ...select('text', [selinuxFile]),
  ...select('presence', [`${selinuxDirectory}/*/${fileContexts}`]),
  ...builderDirectories.flatMap((directory): readonly FileSelection[] => [
    { pattern: `${directory}/disk.yaml`, mode: 'text', mentions: mentionedSources },
    { pattern: `${directory}/iso.yaml`, mode: 'text' },
  ]),
  ...select('text', within([builderDirectories[1]], 'config.json', 'config.toml')),
  // Last of their directories: what nothing reads is listed, to be named.
  ...select('presence', within([...builderDirectories, ...unreadKargsDirectories], '*')),
  ...select('presence', within(bootcDirectories, '*.toml', '*.conf')),
  ...select('text', within([...installDirectories, kargsDirectory], '*.toml')),
  ...bootSelections,
  ...select('presence', [rootSetupFile]),
  ...select('presence', within([modulesDirectory], '*/vmlinuz', '*/aboot.img')),
  ...select('presence', [...vendorPatterns, ...systemdLibraries]),
  ...select('head', programFiles),
  ...select('long-text', [dpkgStatusFile]),
  ...select(rpmDatabasePieces(bootcPackage), rpmDatabases),
  ...select('presence', rpmNdbFiles),
  ...select('text', within(alpmDirectories, `${bootcPackage}-*/desc`)),
  ...select('long-text', apkFiles),
];
