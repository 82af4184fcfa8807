import { bootcBootloaders } from '@bootwright/container-facts';
import { Fault, inside, isObject, type Reading, rootFilesystems } from '@bootwright/core';
import { type Infer, list, optional, readBySchema, record, text, word } from '@bootwright/core/schemas';
import * as z from 'zod/mini';

export type InstallBootloader = (typeof bootcBootloaders)[number];

const blockSetups = ['direct', 'tpm2-luks'] as const;
export type BlockSetup = (typeof blockSetups)[number];

const texts = () => optional(list(text()));

const installSchema = record({
  'root-fs-type': optional(word(rootFilesystems)),
  block: optional(list(word(blockSetups))),
  filesystem: optional(record({ root: optional(record({ type: optional(word(rootFilesystems)) })) })),
  kargs: texts(),
  'karg-deletes': texts(),
  'match-architectures': texts(),
  ostree: optional(record({ 'bls-append-except-default': optional(text()) })),
  stateroot: optional(text()),
  'root-mount-spec': optional(text()),
  'boot-mount-spec': optional(text()),
  bootupd: optional(record({ 'skip-boot-uuid': optional(z.boolean()) })),
  bootloader: optional(word(bootcBootloaders)),
  'discoverable-partitions': optional(z.boolean()),
  'enforce-container-sigpolicy': optional(z.boolean()),
});

const dropInSchema = record({ install: optional(installSchema) });

/** bootc's install configuration, with the keys of its own format (bootc-install-config(5)). Absent: not set. */
export interface InstallConfiguration extends Infer<typeof installSchema> {}

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
  const install = isObject(value) && isObject(value.install) ? value.install : {};
  const { filesystem, ostree } = install;
  const known = new Map<string, unknown>(Object.entries(install));
  let ignoredKeys: readonly string[] = [];
  if (isObject(ostree)) {
    const { 'bls-append-except-default': kept, ...ignored } = ostree;
    known.set('ostree', { 'bls-append-except-default': kept });
    ignoredKeys = Object.keys(ignored).slice(0, mostNamed);
  }
  if (isObject(filesystem) && Object.hasOwn(filesystem, 'boot')) {
    const { boot: _boot, ...rest } = filesystem;
    known.set('filesystem', rest);
    reading.faults.push(bootFault(reading));
  }
  const checked = isObject(value) && isObject(value.install) ? { ...value, install: Object.fromEntries(known) } : value;
  const read = readBySchema(dropInSchema, checked, { ...reading, objectNoun: 'a table', codes: { value: 'value' } });
  return { ...read, ignoredKeys };
}

/** A table for /boot is a usual mistake, and "root" is not what was meant by it. */
function bootFault({ subject, at }: Reading): Fault {
  const message = 'unknown key "boot": the install configuration has the root file system only';
  return new Fault(`${subject}/unknown-key`, message, {
    at: inside(at, 'install', 'filesystem', 'boot'),
    hint: 'describe /boot in the disk.yaml of the container',
  });
}
