import type { Customizations } from '@bootwright/blueprint';
import { defined } from '@bootwright/core';
import type {
  Account,
  Accounts,
  ContainerInfo,
  InstallKey,
  MountSpecs,
  OsInfo,
  WritableDirectories,
} from './container-info.ts';
import type { IsoDefinition } from './iso/iso-definition.ts';

/** The JSON form of a container's facts; `parseContainerInfo` reads it back. */
export interface ContainerInfoJson {
  readonly imgref: string;
  readonly image_id?: string;
  readonly arch?: string;
  readonly default_root_fs?: string;
  /** Bytes. */
  readonly size?: number;
  readonly unified_kernel: boolean;
  readonly bootloader?: string;
  readonly install?: MountSpecsJson;
  readonly os_info: OsInfoJson;
}

/** Keys of the install configuration, each with the file and line of the container that says it. */
export interface MountSpecsJson {
  readonly root_mount_spec?: InstallKey<string>;
  readonly boot_mount_spec?: InstallKey<string>;
  readonly discoverable_partitions?: InstallKey<boolean>;
}

export interface OsInfoJson {
  readonly os_release: {
    readonly id: string;
    readonly version_id: string;
    readonly name: string;
    readonly platform_id?: string;
    readonly variant_id?: string;
    readonly id_like?: readonly string[];
  };
  readonly uefi_vendor?: string;
  readonly selinux_policy?: string;
  readonly kernel_info?: { readonly version: string; readonly has_aboot_img: boolean };
  readonly initrd_modules?: readonly string[];
  readonly accounts?: AccountsJson;
  readonly writable_directories?: WritableDirectories;
  readonly iso_info?: IsoInfoJson;
  /** The text of the container's disk.yaml. */
  readonly disk_yaml?: string;
  readonly image_customization?: Customizations;
}

export interface AccountsJson {
  readonly users: readonly AccountJson[];
  readonly groups: readonly AccountJson[];
  readonly user_groups?: boolean;
  readonly creates_homes?: boolean;
  readonly shells?: readonly string[];
}

export interface AccountJson {
  readonly name: string;
  readonly id?: number;
  readonly read_only?: boolean;
}

export interface IsoInfoJson {
  readonly label?: string;
  readonly kernel_args?: readonly string[];
  readonly grub2?: IsoDefinition['grub2'];
}

/** The facts as plain JSON, keys in a fixed order, absent facts left out. */
export function encodeContainerInfo(info: ContainerInfo): ContainerInfoJson {
  return {
    imgref: info.imgref,
    ...defined({
      image_id: info.imageId,
      arch: info.architecture,
      default_root_fs: info.defaultRootFs,
      size: info.size,
    }),
    unified_kernel: info.unifiedKernel,
    ...defined({ bootloader: info.bootloader }),
    ...(info.mountSpecs === undefined ? {} : { install: encodeMountSpecs(info.mountSpecs) }),
    os_info: encodeOsInfo(info.os),
  };
}

function encodeMountSpecs({ root, boot, discoverable }: MountSpecs): MountSpecsJson {
  return {
    ...defined({ root_mount_spec: root, boot_mount_spec: boot, discoverable_partitions: discoverable }),
  };
}

function encodeOsInfo(os: OsInfo): OsInfoJson {
  const { release } = os;
  return {
    os_release: {
      id: release.id,
      version_id: release.versionId,
      name: release.name,
      ...defined({ platform_id: release.platformId, variant_id: release.variantId, id_like: release.idLike }),
    },
    ...defined({ uefi_vendor: os.uefiVendor, selinux_policy: os.selinuxPolicy }),
    ...(os.kernel === undefined
      ? {}
      : { kernel_info: { version: os.kernel.version, has_aboot_img: os.kernel.hasAbootImage } }),
    ...defined({ initrd_modules: os.initrdModules }),
    ...(os.accounts === undefined ? {} : { accounts: encodeAccounts(os.accounts) }),
    ...defined({ writable_directories: os.writableDirectories }),
    ...(os.isoDefinition === undefined ? {} : { iso_info: encodeIsoInfo(os.isoDefinition.value) }),
    ...(os.diskDefinition?.text === undefined ? {} : { disk_yaml: os.diskDefinition.text }),
    ...(os.customizations === undefined ? {} : { image_customization: os.customizations.value }),
  };
}

function encodeAccounts({ users, groups, userGroups, createsHomes, shells }: Accounts): AccountsJson {
  return {
    users: users.map(encodeAccount),
    groups: groups.map(encodeAccount),
    ...defined({ user_groups: userGroups, creates_homes: createsHomes, shells }),
  };
}

function encodeAccount({ name, id, isReadOnly }: Account): AccountJson {
  return { name, ...defined({ id, read_only: isReadOnly }) };
}

function encodeIsoInfo(iso: IsoDefinition): IsoInfoJson {
  return {
    ...defined({ label: iso.label, kernel_args: iso.kernelArguments, grub2: iso.grub2 }),
  };
}
