import { locateAll } from '@bootwright/blueprint';
import { defined, type Notice } from '@bootwright/core';
import type { TreeText } from '@bootwright/file-tree';
import { noticesOfArchitectures } from '../kernel/bootc-architecture.ts';
import { type InstallConfiguration, readInstallDropIn } from './install-configuration.ts';
import { readToml } from './toml-document.ts';

/** One file of the install configuration. */
export interface InstallText {
  /** Absent where the file has no `[install]`. */
  readonly install?: InstallConfiguration;
  /** What bootc ignores in it, and what has no effect on an image that is built. */
  readonly notices: readonly Notice[];
}

/**
 * Reads one file of /usr/lib/bootc/install as strictly as bootc does. Faults: `toml/syntax`, `install-configuration/…`, each
 * with line and column.
 */
export function readInstallText(source: TreeText): InstallText {
  const { install, ignoredKeys } = readToml(source, installFormat, readInstallDropIn);
  const notices = withLines([...ignoredKeys.map(ignoredKey), ...noticesOf(install)], source);
  return { ...defined({ install }), notices };
}

/** The notices with the lines of the file that they are about. */
function withLines(notices: readonly Notice[], { file, text }: TreeText): readonly Notice[] {
  const document = 'install-configuration';
  const places = locateAll(
    notices.map(({ at }) => ({ document, file, ...at })),
    text,
    'toml',
  );
  return notices.map((notice, index) => ({ ...notice, at: places[index] ?? { document, file } }));
}

/** serde takes lists for tables and tables for enumerations, which no document of bootc mentions. */
const installFormat = {
  subject: 'install-configuration',
  typeHint: 'write it as bootc-install-config(5) has it; bootc itself may read this form',
} as const;

function ignoredKey(key: string): Notice {
  return {
    code: 'install-configuration/ignored-key',
    message: `bootc ignores the key ${JSON.stringify(key)} of [install.ostree]`,
    at: { path: ['install', 'ostree', key] },
    hint: 'remove it, or use bls-append-except-default',
  };
}

function noticesOf(install: InstallConfiguration = {}): readonly Notice[] {
  const architectures = install['match-architectures'];
  return [
    ...(architectures === undefined
      ? []
      : noticesOfArchitectures(architectures, { path: ['install', 'match-architectures'] })),
    ...noticesOfBlock(install),
  ];
}

/** `block` is read by "bootc install to-disk"; osbuild makes the partitions and calls "install to-filesystem". */
function noticesOfBlock({ block }: InstallConfiguration): readonly Notice[] {
  if (block?.[0] !== 'tpm2-luks') return [];
  const notice: Notice = {
    code: 'install-configuration/block',
    message: 'the disk is not encrypted: tpm2-luks is set up by "bootc install to-disk" only',
    at: { path: ['install', 'block'] },
    hint: 'remove it from an image that is built, or install on the machine itself',
  };
  return [notice];
}
