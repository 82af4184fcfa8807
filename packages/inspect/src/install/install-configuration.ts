import { bootcBootloaders } from '@bootwright/container-facts';
import { Fault, inside, isObject, type Reading, rootFilesystems } from '@bootwright/core';
import { type Infer, list, optional, readBySchema, record, text, word } from '@bootwright/core/schemas';
import * as z from 'zod/mini';

export type InstallBootloader = (typeof bootcBootloaders)[number];

const blockSetups = ['direct', 'tpm2-luks'] as const;
export type BlockSetup = (typeof blockSetups)[number];

const texts = (description: string) => optional(list(text()), description);

const rootType = () => optional(word(rootFilesystems), 'Type of the root file system');

const rootFilesystem = record({ type: rootType() });
const filesystem = record({ root: optional(rootFilesystem, 'The root file system') });
const ostree = record({
  'bls-append-except-default': optional(text(), 'Kernel arguments of all boot entries but the default one'),
});
const bootupd = record({
  'skip-boot-uuid': optional(z.boolean(), 'Leave the UUID of /boot out of what bootupd writes'),
});

export const installSchema = record({
  'root-fs-type': rootType(),
  block: optional(list(word(blockSetups)), 'How "bootc install to-disk" may set up the disk; the first is the default'),
  filesystem: optional(filesystem, 'File systems by where they are mounted'),
  kargs: texts('Kernel arguments of the installed system'),
  'karg-deletes': texts('Kernel arguments that are removed, from files that are read before as well'),
  'match-architectures': texts("Architectures that the file is for, by Rust's names; default: all"),
  ostree: optional(ostree, 'Options of ostree; bootc ignores other keys'),
  stateroot: optional(text(), 'Name of the directory below /ostree/deploy'),
  'root-mount-spec': optional(text(), 'What "root=" is, such as LABEL=root; empty: the kernel is not given a root'),
  'boot-mount-spec': optional(text(), 'How /boot is mounted, such as UUID=…; empty: bootc leaves /boot to others'),
  bootupd: optional(bootupd, 'Options of bootupd'),
  bootloader: optional(word(bootcBootloaders), 'The boot loader that is installed'),
  'discoverable-partitions': optional(z.boolean(), 'Whether the root is found by the type of its partition'),
  'enforce-container-sigpolicy': optional(
    z.boolean(),
    'Whether the policy of signatures of containers must allow the image',
  ),
});

/** What one file of /usr/lib/bootc/install says. */
export const dropInSchema = record({ install: optional(installSchema, 'What "bootc install" does by default') });

/** bootc's install configuration, with the keys of its own format (bootc-install-config(5)). Absent: not set. */
export interface InstallConfiguration extends Infer<typeof installSchema> {}

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
