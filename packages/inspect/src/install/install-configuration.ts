import { bootcBootloaders } from '@bootwright/container-facts';
import { Fault, type Reading, type RootFilesystem, rootFilesystems, StrictRecord } from '@bootwright/core';

export type InstallBootloader = (typeof bootcBootloaders)[number];
export type BlockSetup = 'direct' | 'tpm2-luks';

/** bootc's install configuration, with the keys of its own format (bootc-install-config(5)). Absent: not set. */
export interface InstallConfiguration {
  readonly 'root-fs-type'?: RootFilesystem;
  readonly block?: readonly BlockSetup[];
  readonly filesystem?: { readonly root?: { readonly type?: RootFilesystem } };
  readonly kargs?: readonly string[];
  readonly 'karg-deletes'?: readonly string[];
  readonly 'match-architectures'?: readonly string[];
  readonly ostree?: { readonly 'bls-append-except-default'?: string };
  readonly stateroot?: string;
  readonly 'root-mount-spec'?: string;
  readonly 'boot-mount-spec'?: string;
  readonly bootupd?: { readonly 'skip-boot-uuid'?: boolean };
  readonly bootloader?: InstallBootloader;
  readonly 'discoverable-partitions'?: boolean;
  readonly 'enforce-container-sigpolicy'?: boolean;
}

const blockSetups: readonly BlockSetup[] = ['direct', 'tpm2-luks'];

const installKeys = [
  'root-fs-type',
  'block',
  'filesystem',
  'kargs',
  'karg-deletes',
  'match-architectures',
  'ostree',
  'stateroot',
  'root-mount-spec',
  'boot-mount-spec',
  'bootupd',
  'bootloader',
  'discoverable-partitions',
  'enforce-container-sigpolicy',
];

/** What one drop-in says. */
export interface InstallDropIn {
  /** Absent where the file has no `[install]`. */
  readonly install?: InstallConfiguration;
  /** The first twenty keys below `[install.ostree]` that bootc warns of and ignores. */
  readonly ignoredKeys: readonly string[];
}

const mostNamed = 20;

/** Reads the table of one drop-in as strictly as bootc does: unknown keys are faults, but those of `ostree`. */
export function readInstallDropIn(value: unknown, reading: Reading): InstallDropIn {
  const install = table(StrictRecord.of(value, ['install'], reading), 'install', installKeys, reading);
  if (install === undefined) return { ignoredKeys: [] };
  const ostree = install.raw('ostree');
  const ignoredKeys = isTable(ostree) ? Object.keys(ostree).filter((key) => key !== 'bls-append-except-default') : [];
  return { install: readInstall(install, reading), ignoredKeys: ignoredKeys.slice(0, mostNamed) };
}

function readInstall(record: StrictRecord, reading: Reading): InstallConfiguration {
  const filesystem = filesystemTable(record, reading);
  const root = table(filesystem, 'root', ['type'], reading);
  const ostree = ostreeTable(record, reading);
  const bootupd = table(record, 'bootupd', ['skip-boot-uuid'], reading);
  return {
    ...given('root-fs-type', oneOf(record, 'root-fs-type', rootFilesystems)),
    ...given('block', listOf(record, 'block', blockSetups)),
    ...given('filesystem', filesystem && given('root', root && given('type', oneOf(root, 'type', rootFilesystems)))),
    ...given('kargs', record.strings('kargs')),
    ...given('karg-deletes', record.strings('karg-deletes')),
    ...given('match-architectures', record.strings('match-architectures')),
    ...given('ostree', ostree && given('bls-append-except-default', ostree.string('bls-append-except-default'))),
    ...given('stateroot', record.string('stateroot')),
    ...given('root-mount-spec', record.string('root-mount-spec')),
    ...given('boot-mount-spec', record.string('boot-mount-spec')),
    ...given('bootupd', bootupd && given('skip-boot-uuid', bootupd.boolean('skip-boot-uuid'))),
    ...given('bootloader', oneOf(record, 'bootloader', bootcBootloaders)),
    ...given('discoverable-partitions', record.boolean('discoverable-partitions')),
    ...given('enforce-container-sigpolicy', record.boolean('enforce-container-sigpolicy')),
  };
}

/** A table for /boot is a usual mistake, and "root" is not what was meant by it. */
function filesystemTable(record: StrictRecord, reading: Reading): StrictRecord | undefined {
  const filesystem = record.raw('filesystem');
  if (!isTable(filesystem) || !Object.hasOwn(filesystem, 'boot')) return table(record, 'filesystem', ['root'], reading);
  const { at, faults, subject } = record.under('filesystem');
  const { boot: _boot, ...rest }: Readonly<Record<string, unknown>> = { ...filesystem };
  faults.push(
    new Fault(`${subject}/unknown-key`, 'unknown key "boot": the install configuration has the root file system only', {
      at: { ...at, path: [...(at.path ?? []), 'boot'] },
      hint: 'describe /boot in the disk.yaml of the container',
    }),
  );
  return StrictRecord.of(rest, ['root'], record.under('filesystem'));
}

/** Without the keys that bootc ignores. */
function ostreeTable(record: StrictRecord, reading: Reading): StrictRecord | undefined {
  const ostree = record.raw('ostree');
  const known = ['bls-append-except-default'];
  if (!isTable(ostree)) return table(record, 'ostree', known, reading);
  const kept = Object.entries(ostree).filter(([key]) => known.includes(key));
  return StrictRecord.of(Object.fromEntries(kept), known, record.under('ostree'));
}

/** A key with its value, or no key at all. */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [name in K]?: V };
export function given(key: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [key]: value };
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** TOML's dates are objects to JavaScript, and no tables. */
function table(record: StrictRecord | undefined, key: string, known: readonly string[], reading: Reading) {
  if (record === undefined) return undefined;
  const value = record.raw(key);
  if (!(value instanceof Date)) return record.record(key, known);
  reading.faults.push(
    new Fault(`${reading.subject}/type`, 'expected a table, found a date', { at: record.under(key).at }),
  );
  return undefined;
}

function oneOf<T extends string>(record: StrictRecord, key: string, allowed: readonly T[]): T | undefined {
  const written = record.string(key);
  return written === undefined ? undefined : wordOf(record, key, { written, allowed });
}

function listOf<T extends string>(record: StrictRecord, key: string, allowed: readonly T[]): readonly T[] | undefined {
  return record.strings(key)?.flatMap((written) => wordOf(record, key, { written, allowed }) ?? []);
}

interface Word<T extends string> {
  readonly written: string;
  readonly allowed: readonly T[];
}

function wordOf<T extends string>(record: StrictRecord, key: string, { written, allowed }: Word<T>): T | undefined {
  const found = allowed.find((word) => word === written);
  if (found !== undefined) return found;
  const { at, faults, subject } = record.under(key);
  const message = `bootc knows no ${key} ${JSON.stringify(written.slice(0, 60))}`;
  faults.push(new Fault(`${subject}/value`, message, { at, hint: `use one of ${allowed.join(', ')}` }));
  return undefined;
}
