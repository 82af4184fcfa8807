import { compareNames, extensionOf } from '@bootwright/archive';
import { locateAll } from '@bootwright/blueprint';
import type { MountSpecs } from '@bootwright/container-facts';
import type { Architecture, Notice } from '@bootwright/core';
import { defined, pushAll } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { contentOf, decodeText, join, listIn, locateIn, type TreeText } from '@bootwright/file-tree';
import { installDirectories } from '../inspected-files.ts';
import { matchesArchitecture, noticesOfArchitectures } from '../kernel/bootc-architecture.ts';
import type { InstallConfiguration } from './install-configuration.ts';
import { readInstallDropIn } from './install-configuration.ts';
import { mergeInstallConfigurations } from './merge-install-configuration.ts';
import { mountSpecsOf, type ReadDropIn } from './mount-specs.ts';
import { readToml } from './toml-document.ts';

export interface FoundInstallConfiguration {
  /** Absent where no drop-in says anything for this architecture. */
  readonly configuration?: InstallConfiguration;
  /** Absent where none of its keys is given. */
  readonly mountSpecs?: MountSpecs;
  /** Those that count for the architecture, the later the stronger. */
  readonly dropIns: readonly ReadDropIn[];
  readonly notices: readonly Notice[];
}

/**
 * The container's install configuration, as `bootc install print-configuration --all` gives it: drop-ins of four
 * directories, where a stronger directory replaces or masks files by name (liboverdrop), merged in the order of names.
 * Faults: a drop-in that bootc rejects, or that depends on an architecture that is not known.
 */
export function findInstallConfiguration(
  tree: Tree,
  architecture: Architecture | undefined,
): FoundInstallConfiguration {
  const notices: Notice[] = [];
  const dropIns: ReadDropIn[] = [];
  let file = '';
  for (const [, path] of [...dropInFiles(tree)].sort(([left], [right]) => compareNames(left, right))) {
    const entry = tree.entries.get(path.real);
    if (entry === undefined) continue;
    const text = decodeText(contentOf(entry, path.file), path.file);
    const { install, ignoredKeys } = readToml({ file: path.file, text }, installFormat, readInstallDropIn);
    pushAll(notices, withLines([...ignoredKeys.map(ignoredKey), ...noticesOf(install)], { file: path.file, text }));
    if (install === undefined) continue;
    if (install['match-architectures'] !== undefined) file = path.file;
    dropIns.push({ install, source: { file: path.file, text } });
  }
  const matches = matchesArchitecture(architecture, file);
  const configuration = mergeInstallConfigurations(
    dropIns.map(({ install }) => install),
    matches,
  );
  if (configuration === undefined) return { dropIns: [], notices };
  const counting = dropIns.filter(({ install }) => {
    const architectures = install['match-architectures'];
    return architectures === undefined || matches(architectures);
  });
  const mountSpecs = mountSpecsOf(counting);
  return { configuration, ...defined({ mountSpecs }), dropIns: counting, notices };
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

interface DropInPath {
  readonly real: string;
  /** For messages. */
  readonly file: string;
}

/** By name. A link to /dev/null masks; other links and what is not a regular file neither count nor mask. */
function dropInFiles(tree: Tree): ReadonlyMap<string, DropInPath> {
  const files = new Map<string, DropInPath>();
  for (const directory of installDirectories) {
    const found = locateIn(tree, directory);
    if (found.kind !== 'found' || (found.entry.kind !== 'directory' && found.entry.kind !== 'withheld')) continue;
    for (const name of listIn(tree, directory)?.names ?? []) {
      if (name.startsWith('.') || extensionOf(name) !== 'toml') continue;
      const real = join(found.path, name);
      const entry = tree.entries.get(real);
      if (entry?.kind === 'file' || entry?.kind === 'withheld') files.set(name, { real, file: join(directory, name) });
      if (entry?.kind === 'link' && isDevNull(entry.target)) files.delete(name);
    }
  }
  return files;
}

/** Paths are compared as Rust compares them: without empty steps and dots, and with "..". */
function isDevNull(target: string): boolean {
  const steps = target.split('/').filter((step) => step !== '' && step !== '.');
  return target.startsWith('/') && steps.length === 2 && steps[0] === 'dev' && steps[1] === 'null';
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
