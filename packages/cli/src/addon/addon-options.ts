import { Fault } from '@bootwright/core';
import { flagOf, type Given, type Options, several, text, value } from '../arguments/option.ts';
import { givenFlags, optionsFault } from '../arguments/options-fault.ts';
import { architecture, file } from '../arguments/values.ts';

export const addonActions = ['build', 'show', 'sign', 'verify'] as const;

export type AddonAction = (typeof addonActions)[number];

export const addonOptions = {
  kernelArgs: text('ARGS', 'kernel arguments to add, such as "rw quiet"'),
  credential: several(
    value('NAME=FILE', 'a systemd credential that the system trusts', readCredential, { completes: 'file' }),
  ),
  blueprint: file('blueprint in TOML or JSON ("-": standard input)'),
  initrd: file('an initramfs (cpio) to add, instead of credentials'),
  ucode: file('microcode (cpio) to add'),
  devicetree: several(file('a devicetree to add, for machines that it fits')),
  uname: text('RELEASE', 'the kernel release for which alone the addon counts (default: all)'),
  sbat: file('revocation metadata as text (default: that of Bootwright)'),
  arch: architecture('architecture of the machine (default: that of this one)'),
  key: file('private key of RSA with 2048 to 4096 bits, in PEM or DER'),
  passphraseFile: file('file with the passphrase of the key'),
  signer: text(
    'COMMAND',
    'program that signs instead of a key: it reads bytes, and writes their RSA signature with SHA-256',
  ),
  certificate: file('certificate of the key in PEM or DER; those that follow it in the file go into the signature'),
  db: several(file('a certificate that the machine trusts, in PEM or DER')),
  dbx: several(file('what the machine rejects: signature lists of dbx (.esl), or an update of it (dbxupdate_x64.bin)')),
  output: file('write FILE atomically (default: standard output, unless it is a terminal)', { alias: '-o' }),
} as const satisfies Options;

export type AddonGiven = Given<typeof addonOptions>;

/** A credential as it is given: its name, and the file with its content. */
export interface CredentialFile {
  readonly name: string;
  readonly file: string;
}

function readCredential(given: string): CredentialFile {
  const [, name, file] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  if (name !== undefined && file !== undefined) return { name, file };
  throw new Fault('usage/value', `expected NAME=FILE, got ${JSON.stringify(given)}`, {
    hint: 'write it as firstboot.timezone=timezone.txt',
  });
}

/** Sections of the addon, and what limits it. */
const sections = ['initrd', 'ucode', 'devicetree', 'uname', 'sbat'] as const;
const signing = ['key', 'passphraseFile', 'signer', 'certificate', 'output'] as const;

/** The options that each action reads. */
const taken: Readonly<Record<AddonAction, readonly (keyof AddonGiven)[]>> = {
  build: ['kernelArgs', 'credential', 'blueprint', ...sections, 'arch', ...signing],
  show: [],
  sign: signing,
  verify: ['db', 'dbx'],
};

/** The fault `usage/options` for an option that the action would ignore. */
export function checkTaken(action: AddonAction, given: AddonGiven): void {
  const flags = taken[action].map(flagOf);
  const ignored = givenFlags(addonOptions, given, {}).find((flag) => !flags.includes(flag));
  if (ignored === undefined) return;
  const hint = flags.length === 0 ? 'leave it out' : `leave it out; it takes ${flags.join(', ')}`;
  throw optionsFault(`"addon ${action}" does not take ${ignored}`, hint);
}
