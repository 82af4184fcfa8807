import { type LoraxTemplate, loraxTemplatesOf, type Release } from './distribution.ts';
import type { IsoArchitecture } from './iso-architectures.ts';

/** Packages that a distribution makes an installer of. */
export interface InstallerPackages {
  readonly include: readonly string[];
  /** By which the tree is arranged; empty where Anaconda's own units do it. */
  readonly loraxTemplates: readonly LoraxTemplate[];
  /** The package with the templates; absent where there are none. */
  readonly loraxPackage?: string;
}

// Data of osbuild/image-builder: bootc-rpm-installer of data/distrodefs/{fedora,rhel-9,rhel-10}/imagetypes.yaml.

/** Of every distribution. */
const common = [
  'alsa-firmware',
  'alsa-tools-firmware',
  'anaconda',
  'anaconda-dracut',
  'audit',
  'bind-utils',
  'bzip2',
  'cryptsetup',
  'curl',
  'dbus-x11',
  'dejavu-sans-fonts',
  'dejavu-sans-mono-fonts',
  'device-mapper-persistent-data',
  'dmidecode',
  'dnf',
  'dracut-config-generic',
  'dracut-network',
  'efibootmgr',
  'ethtool',
  'fcoe-utils',
  'ftp',
  'gdb-gdbserver',
  'glibc-all-langpacks',
  'gnome-kiosk',
  'google-noto-sans-cjk-ttc-fonts',
  'grub2-tools',
  'grub2-tools-extra',
  'grub2-tools-minimal',
  'grubby',
  'gsettings-desktop-schemas',
  'hdparm',
  'hexedit',
  'hostname',
  'initscripts',
  'ipmitool',
  'jomolhari-fonts',
  'kbd',
  'kbd-misc',
  'kdump-anaconda-addon',
  'kernel',
  'less',
  'libblockdev-lvm-dbus',
  'libibverbs',
  'librsvg2',
  'linux-firmware',
  'lldpad',
  'lsof',
  'madan-fonts',
  'mt-st',
  'mtr',
  'net-tools',
  'nfs-utils',
  'nm-connection-editor',
  'nmap-ncat',
  'nss-tools',
  'openssh-clients',
  'openssh-server',
  'ostree',
  'pciutils',
  'perl-interpreter',
  'pigz',
  'plymouth',
  'prefixdevname',
  'python3-pyatspi',
  'rdma-core',
  'rng-tools',
  'rpcbind',
  'rpm-ostree',
  'rsync',
  'rsyslog',
  'selinux-policy-targeted',
  'sg3_utils',
  'sil-padauk-fonts',
  'smartmontools',
  'spice-vdagent',
  'strace',
  'systemd',
  'tar',
  'udisks2',
  'udisks2-iscsi',
  'usbutils',
  'vim-minimal',
  'volume_key',
  'wget',
  'xfsdump',
  'xfsprogs',
  'xrdb',
  'xz',
];

/** Of distributions with an X server. */
const withXServer = [
  'aajohan-comfortaa-fonts',
  'abattis-cantarell-fonts',
  'bitmap-fangsongti-fonts',
  'gdisk',
  'khmeros-base-fonts',
  'libreport-plugin-bugzilla',
  'libreport-plugin-reportuploader',
  'sil-abyssinica-fonts',
  'tigervnc-server-minimal',
  'tigervnc-server-module',
  'xorg-x11-drivers',
  'xorg-x11-fonts-misc',
  'xorg-x11-server-Xorg',
  'xorg-x11-xauth',
];

const fedoraPackages = [
  ...common,
  ...withXServer,
  'anaconda-install-img-deps',
  'atheros-firmware',
  'brcmfmac-firmware',
  'iwlwifi-dvm-firmware',
  'iwlwifi-mvm-firmware',
  'realtek-firmware',
  'rit-meera-new-fonts',
];

const rhel9: InstallerPackages = {
  include: [...common, ...withXServer, 'anaconda-install-env-deps', 'anaconda-widgets'],
  loraxTemplates: loraxTemplatesOf('80-rhel'),
  loraxPackage: 'lorax-templates-rhel',
};

const rhel10: InstallerPackages = {
  ...rhel9,
  include: [...common, '@hardware-support', 'anaconda-install-img-deps', 'anaconda-widgets'],
};

const fedora: InstallerPackages = { include: fedoraPackages, loraxTemplates: [] };

const fedoraWithLorax: InstallerPackages = {
  include: fedoraPackages,
  loraxTemplates: loraxTemplatesOf('99-generic'),
  loraxPackage: 'lorax-templates-generic',
};

/** Names of distributions with their versions, and what their installers are made of; the first that matches counts. */
const distributions: readonly (readonly [pattern: RegExp, InstallerPackages | undefined])[] = [
  [/^fedora-(?:[1-3]\d|4[0-4])$/, fedoraWithLorax],
  [/^fedora-[1-9]\d+$/, fedora],
  [/^(?:rhel|almalinux|rocky|ol)-10\.\d{1,2}$/, rhel10],
  [/^(?:centos|almalinux_kitten|ol)-10$/, rhel10],
  [/^rhel-9\.?\d{1,2}$/, rhel9],
  [/^(?:almalinux|rocky|ol)-9\.\d{1,2}$/, rhel9],
  [/^(?:centos|ol)-9$/, rhel9],
  // Known, and without an installer: what they are like does not count.
  [/^(?:rhel-8\.?\d{1,2}|(?:almalinux|rocky)-8\.\d{1,2}|centos-8|rhel-7\.\d|eln-[1-9]\d+)$/, undefined],
];

/** The packages of the system's distribution, or else of one that it is like; absent where none is known. */
export function installerPackages({ id, idLike = [], versionId }: Release): InstallerPackages | undefined {
  for (const name of [id, ...idLike]) {
    const found = distributions.find(([pattern]) => pattern.test(`${name}-${versionId}`));
    if (found !== undefined) return found[1];
  }
  return undefined;
}

/** The boot loaders of an installer, and the tools that put them on a medium. */
export function bootPackages(architecture: IsoArchitecture): readonly string[] {
  return [...grubTools, ...bootLoaders[architecture]];
}

const grubTools = ['grub2-tools', 'grub2-tools-extra', 'grub2-tools-minimal', 'efibootmgr'];

const bootLoaders: Readonly<Record<IsoArchitecture, readonly string[]>> = {
  x86_64: ['grub2-efi-x64', 'grub2-efi-x64-cdboot', 'grub2-pc', 'grub2-pc-modules', 'shim-x64'],
  aarch64: ['grub2-efi-aa64-cdboot', 'grub2-efi-aa64', 'shim-aa64'],
};

/** What osbuild's runner of a distribution needs in a buildroot. */
export function runnerPackages({ id }: Release): readonly string[] {
  switch (id) {
    case 'centos':
    case 'rhel':
      return ['glibc', 'platform-python', 'systemd', 'python3'];
    case 'ol':
      return ['glibc', 'platform-python', 'python3'];
    default:
      return ['glibc', 'systemd', 'python3'];
  }
}
