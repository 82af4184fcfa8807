import type { Customizations } from '@bootwright/blueprint';
import type { Architecture, Bytes } from '@bootwright/core';
import type { DiskDefinition } from '@bootwright/disk';
import type { IsoDefinition } from './iso/iso-definition.ts';

/** A value read from a file of the container, with the text that messages point into. */
export interface Sourced<T> {
  /** Inside the container, without a leading slash; the bare name where the value came in a request. */
  readonly file: string;
  /** Absent where the value came in a request, already parsed. */
  readonly text?: string;
  readonly value: T;
}

/** What is known of a bootable container. Absent means that the container does not say. */
export interface ContainerInfo {
  /** The reference under which the container is deployed and updated. Empty where none was given. */
  readonly imgref: string;
  readonly imageId?: string;
  readonly architecture?: Architecture;
  /** `filesystem.root.type` of the install configuration, not yet checked. */
  readonly defaultRootFs?: string;
  /** Of the unpacked image, as `ImageFacts` says. */
  readonly size?: Bytes;
  /** Whether the kernel is a UKI: the container is sealed. */
  readonly unifiedKernel: boolean;
  /** `bootloader` of the install configuration. */
  readonly bootloader?: string;
  /** How the install configuration says that the root and /boot are found. */
  readonly mountSpecs?: MountSpecs;
  readonly os: OsInfo;
}

/** Keys of the install configuration by which bootc says what the booted system mounts. */
export interface MountSpecs {
  /** `root-mount-spec`, such as `LABEL=root`. Empty: the kernel is not given a root. */
  readonly root?: InstallKey<string>;
  /** `boot-mount-spec`. Empty: bootc leaves /boot to others. */
  readonly boot?: InstallKey<string>;
  /** `discoverable-partitions`: the root is found by the type of its partition. */
  readonly discoverable?: InstallKey<boolean>;
}

/** The value of a key, and the file that has it. */
export interface InstallKey<T> extends Sourced<T> {
  /** Counted from 1. */
  readonly line?: number;
}

export interface OsInfo {
  readonly release: OsRelease;
  /** The vendor's directory on the ESP, such as `fedora`. */
  readonly uefiVendor?: string;
  /** Such as `targeted`. */
  readonly selinuxPolicy?: string;
  readonly kernel?: KernelInfo;
  readonly initrdModules?: readonly string[];
  readonly accounts?: Accounts;
  /** Absent where it is not known of any. */
  readonly writableDirectories?: WritableDirectories;
  readonly diskDefinition?: Sourced<DiskDefinition>;
  readonly isoDefinition?: Sourced<IsoDefinition>;
  /** Customizations that the container brings (config.json, config.toml). */
  readonly customizations?: Sourced<Customizations>;
}

/** What a container made for ostree has as links into /var, by absolute paths such as `/home`. */
export interface WritableDirectories {
  /** Those that are directories. */
  readonly real: readonly string[];
  /** Those that are links, with the path to which they lead. */
  readonly links: readonly DirectoryLink[];
}

export interface DirectoryLink {
  readonly path: string;
  readonly target: string;
}

/** The users and groups that the container has, sorted by name. */
export interface Accounts {
  readonly users: readonly Account[];
  readonly groups: readonly Account[];
  /** Whether useradd(8) makes a group for each new user (USERGROUPS_ENAB of login.defs(5)). */
  readonly userGroups?: boolean;
  /** Whether useradd(8) makes the home of a new user without being asked (CREATE_HOME of login.defs(5)). */
  readonly createsHomes?: boolean;
  /** Those login shells of `loginShells` that the container has; absent where it is not known of any. */
  readonly shells?: readonly string[];
}

export interface Account {
  readonly name: string;
  /** The uid of a user, the gid of a group. */
  readonly id?: number;
  /** In /usr/lib alone: nss-altfiles finds it, and useradd(8) and its kind do not change it. Absent: in /etc, or not known. */
  readonly isReadOnly?: boolean;
}

/** os-release(5), the fields that decide something. */
export interface OsRelease {
  readonly id: string;
  readonly versionId: string;
  readonly name: string;
  readonly platformId?: string;
  readonly variantId?: string;
  readonly idLike?: readonly string[];
}

export interface KernelInfo {
  /** The directory's name under /usr/lib/modules. */
  readonly version: string;
  /** Whether an Android boot image stands beside the kernel. */
  readonly hasAbootImage: boolean;
}
