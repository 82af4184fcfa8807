import type { Customizations } from '@bootwright/blueprint';
import { checkModes, parseCustomizationsValue } from '@bootwright/blueprint';
import type { Architecture, Location, Notice, Reading } from '@bootwright/core';
import {
  bytes,
  defined,
  Fault,
  FaultList,
  inside,
  parseArchitecture,
  pushAll,
  StrictRecord,
  throwFaults,
} from '@bootwright/core';
import type { DiskDefinition } from '@bootwright/disk';
import { parseDiskDefinition } from '@bootwright/disk';
import type {
  Account,
  Accounts,
  ContainerInfo,
  KernelInfo,
  MountSpecs,
  OsInfo,
  OsRelease,
  Sourced,
  WritableDirectories,
} from './container-info.ts';
import { ignoredOptions } from './ignored-options.ts';
import { grubDefinition } from './iso/grub-definition.ts';
import type { IsoDefinition } from './iso/iso-definition.ts';

/** The keys of a container's facts, in the order in which they are written. */
export const containerKeys = [
  'imgref',
  'image_id',
  'arch',
  'default_root_fs',
  'size',
  'unified_kernel',
  'bootloader',
  'install',
  'os_info',
] as const;

export const osInfoKeys = [
  'os_release',
  'uefi_vendor',
  'selinux_policy',
  'kernel_info',
  'initrd_modules',
  'accounts',
  'writable_directories',
  'iso_info',
  'disk_yaml',
  'image_customization',
] as const;

export const osReleaseKeys = ['id', 'version_id', 'name', 'platform_id', 'variant_id', 'id_like'] as const;
const kernelKeys = ['version', 'has_aboot_img'] as const;
const isoKeys = ['label', 'kernel_args', 'grub2'] as const;
const grubKeys = ['default', 'timeout', 'entries'] as const;

export interface ParsedContainerInfo {
  readonly info: ContainerInfo;
  readonly notices: readonly Notice[];
}

/**
 * The facts of a container from their JSON form (the `container` of a request, what `inspect --format json` prints).
 *
 * Every fact may be missing, and `''` and a size of 0 count as missing: whether an image can be planned without it is
 * the planner's question. Faults (all of them, the first thrown): unknown keys, wrong types, an unknown architecture, a
 * broken `disk_yaml` or `image_customization`.
 */
export function parseContainerInfo(value: unknown, at: Location = { document: 'container' }): ParsedContainerInfo {
  const notices: Notice[] = [];
  const reading: Reading = { at, subject: 'container', faults: new FaultList(), notices };
  const record = StrictRecord.of(value, containerKeys, reading);
  const info = record === undefined ? nothingKnown : containerInfo(record, reading);
  throwFaults(reading.faults);
  return { info, notices };
}

const noRelease: OsRelease = { id: '', versionId: '', name: '' };
const nothingKnown: ContainerInfo = { imgref: '', unifiedKernel: false, os: { release: noRelease } };

function containerInfo(record: StrictRecord, reading: Reading): ContainerInfo {
  const imageId = filled(record, 'image_id');
  const architecture = architectureOf(record, reading);
  const defaultRootFs = filled(record, 'default_root_fs');
  const size = record.integer('size');
  const bootloader = filled(record, 'bootloader');
  const mountSpecs = mountSpecsOf(record.record('install', installKeys));
  const os = record.record('os_info', osInfoKeys);
  return {
    imgref: record.string('imgref') ?? '',
    ...defined({ imageId, architecture, defaultRootFs }),
    ...(size === undefined || size === 0 ? {} : { size: bytes(size) }),
    unifiedKernel: record.boolean('unified_kernel') ?? false,
    ...defined({ bootloader, mountSpecs }),
    os: os === undefined ? nothingKnown.os : osInfo(os, reading),
  };
}

const installKeys = ['root_mount_spec', 'boot_mount_spec', 'discoverable_partitions'] as const;

function mountSpecsOf(record: StrictRecord | undefined): MountSpecs | undefined {
  if (record === undefined) return undefined;
  const sourced = <Value>(key: (typeof installKeys)[number], read: (entry: StrictRecord) => Value | undefined) => {
    const entry = record.record(key, ['file', 'line', 'value']);
    const value = entry && read(entry);
    if (entry === undefined || value === undefined) return undefined;
    const line = entry.integer('line');
    return {
      file: entry.string('file') ?? 'install configuration',
      ...defined({ line }),
      value,
    };
  };
  const root = sourced('root_mount_spec', (entry) => entry.string('value'));
  const boot = sourced('boot_mount_spec', (entry) => entry.string('value'));
  const discoverable = sourced('discoverable_partitions', (entry) => entry.boolean('value'));
  return {
    ...defined({ root, boot, discoverable }),
  };
}

/** `''` is how the reference's formats write that nothing is known. */
function filled(record: StrictRecord, key: string): string | undefined {
  const value = record.string(key);
  return value === '' ? undefined : value;
}

function osInfo(record: StrictRecord, reading: Reading): OsInfo {
  const release = record.record('os_release', osReleaseKeys);
  const uefiVendor = filled(record, 'uefi_vendor');
  const selinuxPolicy = filled(record, 'selinux_policy');
  const kernel = kernelInfo(record.record('kernel_info', kernelKeys));
  const initrdModules = record.strings('initrd_modules');
  const accounts = accountsOf(record.record('accounts', ['users', 'groups', 'user_groups', 'creates_homes', 'shells']));
  const writableDirectories = writableDirectoriesOf(record.record('writable_directories', ['real', 'links']));
  const isoDefinition = isoInfo(record.record('iso_info', isoKeys));
  const diskDefinition = diskYaml(record.string('disk_yaml'), reading);
  const customizations = imageCustomization(record, reading);
  return {
    release: release === undefined ? noRelease : osRelease(release),
    ...defined({
      uefiVendor,
      selinuxPolicy,
      kernel,
      initrdModules,
      accounts,
      writableDirectories,
      diskDefinition,
      isoDefinition,
      customizations,
    }),
  };
}

function osRelease(record: StrictRecord): OsRelease {
  const platformId = filled(record, 'platform_id');
  const variantId = filled(record, 'variant_id');
  const idLike = record.strings('id_like');
  return {
    id: record.string('id') ?? '',
    versionId: record.string('version_id') ?? '',
    name: record.string('name') ?? '',
    ...defined({ platformId, variantId, idLike }),
  };
}

function kernelInfo(record: StrictRecord | undefined): KernelInfo | undefined {
  if (record === undefined) return undefined;
  return { version: record.string('version') ?? '', hasAbootImage: record.boolean('has_aboot_img') ?? false };
}

function accountsOf(record: StrictRecord | undefined): Accounts | undefined {
  if (record === undefined) return undefined;
  const userGroups = record.boolean('user_groups');
  const createsHomes = record.boolean('creates_homes');
  const shells = record.strings('shells');
  return {
    users: accountList(record, 'users'),
    groups: accountList(record, 'groups'),
    ...defined({ userGroups, createsHomes, shells }),
  };
}

/** Of objects, or of names alone, as older files of facts have them. */
function accountList(record: StrictRecord, key: 'users' | 'groups'): readonly Account[] {
  const raw = record.raw(key);
  if (Array.isArray(raw) && typeof raw[0] === 'string') return (record.strings(key) ?? []).map((name) => ({ name }));
  return (record.records(key, ['name', 'id', 'read_only']) ?? []).flatMap((entry) => {
    const name = entry.string('name');
    const id = entry.integer('id');
    const isReadOnly = entry.boolean('read_only');
    if (name === undefined) return [];
    return [{ name, ...defined({ id, isReadOnly }) }];
  });
}

function writableDirectoriesOf(record: StrictRecord | undefined): WritableDirectories | undefined {
  if (record === undefined) return undefined;
  const links = record.records('links', ['path', 'target'])?.map((link) => ({
    path: link.string('path') ?? '',
    target: link.string('target') ?? '',
  }));
  return { real: record.strings('real') ?? [], links: links ?? [] };
}

function isoInfo(record: StrictRecord | undefined): Sourced<IsoDefinition> | undefined {
  if (record === undefined) return undefined;
  const label = filled(record, 'label');
  const kernelArguments = record.strings('kernel_args');
  const grub = record.record('grub2', grubKeys);
  const grub2 = grub && grubDefinition(grub, (key) => grub.integer(key));
  const value: IsoDefinition = {
    ...defined({ label, kernelArguments, grub2 }),
  };
  return { file: 'iso.yaml', value };
}

function architectureOf(record: StrictRecord, reading: Reading): Architecture | undefined {
  const name = filled(record, 'arch');
  return name === undefined ? undefined : collecting(reading, () => parseArchitecture(name, record.under('arch').at));
}

function diskYaml(yaml: string | undefined, reading: Reading): Sourced<DiskDefinition> | undefined {
  if (yaml === undefined) return undefined;
  const value = collecting(reading, () => parseDiskDefinition(yaml, { document: 'disk.yaml' }));
  return value === undefined ? undefined : { file: 'disk.yaml', text: yaml, value };
}

function imageCustomization(record: StrictRecord, reading: Reading): Sourced<Customizations> | undefined {
  const raw = record.raw('image_customization');
  if (raw === undefined) return undefined;
  const { at } = record.under('image_customization');
  const customizations = collecting(reading, () => parseCustomizationsValue(raw, at));
  if (customizations === undefined) return undefined;
  reading.faults.pushAll(checkModes(customizations, at));
  const file = 'config.json';
  const ignored = ignoredOptions({ customizations }, file, (path) => inside(at, ...path.slice(1)));
  if (reading.notices !== undefined) pushAll(reading.notices, ignored);
  return { file, value: customizations };
}

/** The faults of another parser join those of this document. */
function collecting<T>(reading: Reading, parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    reading.faults.pushAll(error.all());
    return undefined;
  }
}
