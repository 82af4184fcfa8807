import type { GroupCustomization, UserCustomization } from '@bootwright/blueprint';
import type { ContainerReference } from '@bootwright/build-request';
import type { InstallerIsoType, LiveIsoType, LoraxTemplate } from '@bootwright/image-types';

/** An ISO that boots the container. */
export interface LiveIso {
  readonly kind: 'live-iso';
  readonly imageType: LiveIsoType;
  readonly iso: IsoPlan;
  /** A container in the container storage of the medium. */
  readonly payload?: ContainerReference;
}

/** An ISO that installs a container. */
export interface InstallerIso {
  readonly kind: 'installer-iso';
  readonly imageType: InstallerIsoType;
  readonly iso: IsoPlan;
  readonly installer: InstallerPlan;
}

/** How an ISO image is arranged and started. */
export interface IsoPlan {
  /** Of the ISO 9660 volume; the started system finds its medium by it. */
  readonly label: string;
  /** Of the FAT image that UEFI firmware starts from: eight hexadecimal digits. */
  readonly efiVolumeId: string;
  /** The system as boot menus show it. */
  readonly product: { readonly name: string; readonly version: string };
  /** In .discinfo of the medium; empty for none. */
  readonly release: string;
  /** The boot loader that UEFI firmware looks for, such as `X64`. */
  readonly efiArchitecture: string;
  /** The directory of the boot loader's vendor on an ESP; absent: the container has none. */
  readonly uefiVendor?: string;
  /** Whether BIOS firmware can start the medium as well. */
  readonly biosBoot: boolean;
  /** Of the medium's kernel, which the container has; absent: the kernel is a package. */
  readonly kernelVersion?: string;
  /** Of the medium's own system. */
  readonly kernelArguments: readonly string[];
  readonly menu: BootMenu;
}

/** The menu of GRUB on the medium. */
export interface BootMenu {
  /** Where entries are given, they are all that the menu has. */
  readonly entries: readonly MenuEntry[];
  /** Whether there are entries that check the medium, and for troubleshooting. */
  readonly hasChecks: boolean;
  /** Absent: the stage's own timeout and first entry. */
  readonly config?: MenuConfig;
}

export interface MenuConfig {
  /** Seconds. */
  readonly timeout?: number;
  /** The index of the entry that is booted. */
  readonly default?: number;
}

export interface MenuEntry {
  readonly name: string;
  readonly linux: string;
  readonly initrd: string;
}

/** What the installer on the medium does. */
export interface InstallerPlan {
  /** The container that it deploys. */
  readonly payload: ContainerReference;
  /** Modules of Anaconda that it may start, sorted. */
  readonly anacondaModules: readonly string[];
  readonly loraxTemplates: readonly LoraxTemplate[];
  /** Whether network interfaces keep the names of the firmware (biosdevname). */
  readonly biosDeviceNames: boolean;
  readonly kickstart: KickstartPlan;
  /** Of the account that runs the installer. */
  readonly home: string;
  /** Absent: the container is the system of the installer. */
  readonly packages?: PackagePlan;
}

/** Packages that the installer and the tree that builds it are made of. */
export interface PackagePlan {
  readonly build: PackageSet;
  readonly installer: PackageSet;
  /** Whether lorax arranges the tree; otherwise the installer's own units start it. */
  readonly usesLorax: boolean;
}

/** Packages to install in one transaction, with all that they need. */
export interface PackageSet {
  /** The pipeline that installs them. */
  readonly name: string;
  readonly architecture: string;
  readonly include: readonly string[];
}

/** What the installer does without a question. */
export interface KickstartPlan {
  /** On the medium; the kernel arguments name it. */
  readonly path: string;
  /** Passwords are hashed; of root, only its keys. */
  readonly users: readonly UserCustomization[];
  readonly groups: readonly GroupCustomization[];
  /** The user's own commands, in place of those that partition the disk, set up the system and reboot. */
  readonly contents?: string;
  /** Of the installed system. */
  readonly kernelArguments: readonly string[];
  /** Of the installed root. */
  readonly filesystem: string;
  /** Hashed; absent: the account root is locked. */
  readonly rootPassword?: string;
  /** Names of users, and of groups behind a %, that need no password for sudo. */
  readonly sudoers: readonly string[];
}
