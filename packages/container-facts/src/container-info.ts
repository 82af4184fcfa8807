import { type Customizations, checkNodeValues, parseCustomizationsValue } from '@bootwright/blueprint';
import { type Architecture, architectures, type Bytes, bytes, parseArchitecture, throwFaults } from '@bootwright/core';
import {
  coded,
  defaulted,
  filled,
  type Infer,
  type InferInput,
  integer,
  list,
  noted,
  optional,
  record,
  renamed,
  required,
  type Schema,
  text,
} from '@bootwright/core/schemas';
import { type DiskDefinition, parseDiskDefinition } from '@bootwright/disk';
import * as z from 'zod/mini';
import { type IsoDefinition, isoSchema } from './iso/iso-definition.ts';

/** A value read from a file of the container, with the text that messages point into. */
export interface Sourced<T> {
  /** Inside the container, without a leading slash; the bare name where the value came in a request. */
  readonly file: string;
  /** Absent where the value came in a request, already parsed. */
  readonly text?: string;
  readonly value: T;
}

/** The value of a key of the install configuration. */
export interface InstallKey<T> extends Sourced<T> {
  /** Counted from 1. */
  readonly line?: number;
}

const texts = () => list(text());
const anyObject = { jsonSchema: { type: 'object' } };

const architecture = coded(noted(text(), { jsonSchema: { enum: [...architectures, 'amd64', 'arm64', ''] } }), {
  decode: (name) => parseArchitecture(name, {}),
  encode: (name: Architecture): string => name,
});

const byteSize = coded(integer(0), { decode: bytes, encode: (size: Bytes): number => size });

const installKey = <T>(value: Schema<T, T>) =>
  record({
    file: defaulted(text(), 'install configuration', 'File of the container that has the key'),
    line: optional(integer(1), 'Counted from 1'),
    value: required(value, 'Its value'),
  });

const mountSpecs = renamed(
  {
    root_mount_spec: optional(installKey(text()), 'Such as LABEL=root; empty: the kernel is not given a root'),
    boot_mount_spec: optional(installKey(text()), 'Empty: bootc leaves /boot to others'),
    discoverable_partitions: optional(installKey(z.boolean()), 'The root is found by the type of its partition'),
  },
  { root_mount_spec: 'root', boot_mount_spec: 'boot', discoverable_partitions: 'discoverable' },
);

const release = renamed(
  {
    id: defaulted(text(), ''),
    version_id: defaulted(text(), ''),
    name: defaulted(text(), ''),
    platform_id: filled(text()),
    variant_id: filled(text()),
    id_like: optional(texts()),
  },
  { version_id: 'versionId', platform_id: 'platformId', variant_id: 'variantId', id_like: 'idLike' },
);

const kernel = renamed(
  {
    version: defaulted(text(), '', 'Name of the directory below /usr/lib/modules'),
    has_aboot_img: defaulted(z.boolean(), false, 'Whether an Android boot image is next to the kernel'),
  },
  { has_aboot_img: 'hasAbootImage' },
);

const account = renamed(
  {
    name: required(text(), 'Login name'),
    id: optional(integer(0), 'uid or gid'),
    read_only: optional(
      z.boolean(),
      'In /usr/lib alone: nss-altfiles finds it, and useradd(8) and its kind do not change it',
    ),
  },
  { read_only: 'isReadOnly' },
);

/** Older files of facts have names alone. */
const names = coded(texts(), {
  decode: (all): readonly Account[] => all.map((name) => ({ name })),
  encode: (all) => all.map(({ name }) => name),
});
const accountList: Schema<readonly Account[], readonly (InferInput<typeof account> | string)[]> = z.union([
  list(account),
  names,
]);

const accounts = renamed(
  {
    users: defaulted(accountList, [], 'Sorted by name'),
    groups: defaulted(accountList, [], 'Sorted by name'),
    user_groups: optional(z.boolean(), 'Whether useradd(8) makes a group for each user (USERGROUPS_ENAB)'),
    creates_homes: optional(z.boolean(), 'Whether useradd(8) makes the home of each user unasked (CREATE_HOME)'),
    shells: optional(texts(), 'Absolute paths of login shells; missing where none is known'),
  },
  { user_groups: 'userGroups', creates_homes: 'createsHomes' },
);

const directoryLink = record({
  path: required(text(), 'Absolute path, such as /home'),
  target: required(text(), 'The path that it leads to'),
});
const writableDirectories = record({
  real: defaulted(texts(), [], 'Those that are directories'),
  links: defaulted(list(directoryLink), [], 'Those that are links'),
});

const isoDefinition = coded(isoSchema(integer(0)), {
  decode: (value): Sourced<IsoDefinition> => ({ file: 'iso.yaml', value }),
  encode: ({ value }) => value,
});

const diskDefinition = coded(text(), {
  decode: (yaml): Sourced<DiskDefinition> => {
    return { file: 'disk.yaml', text: yaml, value: parseDiskDefinition(yaml, { document: 'disk.yaml' }) };
  },
  encode: ({ text: yaml = '' }) => yaml,
});

const customizations = coded(noted(z.custom<Customizations>(), anyObject), {
  decode: (json): Sourced<Customizations> => {
    const value = parseCustomizationsValue(json, {});
    throwFaults(checkNodeValues(value, {}));
    return { file: 'config.json', value };
  },
  encode: ({ value }) => value,
});

const unifiedKernelImage = renamed(
  {
    command_line: optional(text()),
    composefs_digest: optional(text(), 'Of the root that it seals'),
    systemd: optional(text(), 'Its version, such as 257'),
    sizes: optional(list(byteSize), 'Bytes of the UKI, then of each addon next to it'),
  },
  { command_line: 'commandLine', composefs_digest: 'composefsDigest' },
);

const osInfo = renamed(
  {
    os_release: z.prefault(release, {}).register(z.globalRegistry, { description: 'Fields of os-release(5)' }),
    uefi_vendor: filled(text(), "The vendor's directory on the ESP, such as fedora"),
    selinux_policy: filled(text(), 'Such as targeted'),
    kernel_info: optional(kernel, 'The kernel that the container boots'),
    initrd_modules: optional(texts(), 'Names of the dracut modules in the initramfs'),
    accounts: optional(accounts, 'The users and groups that the container has'),
    writable_directories: optional(writableDirectories, 'What a container made for ostree links into /var'),
    iso_info: optional(isoDefinition, "What the container's iso.yaml says"),
    disk_yaml: optional(diskDefinition, "The text of the container's disk.yaml"),
    image_customization: optional(customizations, 'Blueprint customizations that the container brings'),
  },
  {
    os_release: 'release',
    uefi_vendor: 'uefiVendor',
    selinux_policy: 'selinuxPolicy',
    kernel_info: 'kernel',
    initrd_modules: 'initrdModules',
    writable_directories: 'writableDirectories',
    iso_info: 'isoDefinition',
    disk_yaml: 'diskDefinition',
    image_customization: 'customizations',
  },
);

const fields = {
  imgref: defaulted(text(), '', 'Reference under which the container is deployed and updated'),
  image_id: filled(text(), 'Id in local storage, sha256:…'),
  arch: filled(architecture, 'What the container is built for'),
  default_root_fs: filled(text(), 'filesystem.root.type of the install configuration: ext4, xfs or btrfs'),
  size: filled(byteSize, 'Bytes of the unpacked image', (value) => value === 0),
  unified_kernel: defaulted(z.boolean(), false, 'Whether the kernel is a UKI: the container is sealed'),
  uki: optional(unifiedKernelImage, 'The UKI that bootc installs'),
  bootloader: filled(text(), 'bootloader of the install configuration: grub, grub-cc, systemd or none'),
  install: optional(mountSpecs, 'How the install configuration says that the root and /boot are found'),
  os_info: z.prefault(osInfo, {}).register(z.globalRegistry, { description: 'What its root directory says' }),
};
const memberNames = {
  image_id: 'imageId',
  arch: 'architecture',
  default_root_fs: 'defaultRootFs',
  unified_kernel: 'unifiedKernel',
  uki: 'unifiedKernelImage',
  install: 'mountSpecs',
  os_info: 'os',
} as const;
const containerInfo = renamed(fields, memberNames);

/** The facts of a container, and their JSON form: the `container` of a request, what `inspect --format json` prints. */
export const containerSchema: Schema<ContainerInfo, ContainerInfoJson> = containerInfo;

/** The same as a document, which may tell editors where its schema is. */
export const factsSchema = renamed(
  { $schema: optional(text(), 'Address of this schema, for editors'), ...fields },
  memberNames,
);

/** What is known of a bootable container. Absent means that the container does not say. */
export interface ContainerInfo extends Infer<typeof containerInfo> {}
export interface OsInfo extends Infer<typeof osInfo> {}
/** os-release(5), the fields that decide something. */
export interface OsRelease extends Infer<typeof release> {}
/** What a sealed container can still be given depends on it. */
export interface UnifiedKernelImage extends Infer<typeof unifiedKernelImage> {}
export interface KernelInfo extends Infer<typeof kernel> {}
/** Keys of the install configuration by which bootc says what the booted system mounts. */
export interface MountSpecs extends Infer<typeof mountSpecs> {}
/** The users and groups that the container has, sorted by name. */
export interface Accounts extends Infer<typeof accounts> {}
export interface Account extends Infer<typeof account> {}
/** What a container made for ostree has as links into /var, by absolute paths such as `/home`. */
export interface WritableDirectories extends Infer<typeof writableDirectories> {}
export interface DirectoryLink extends Infer<typeof directoryLink> {}

/** The JSON form of a container's facts. */
export interface ContainerInfoJson extends InferInput<typeof containerInfo> {}
