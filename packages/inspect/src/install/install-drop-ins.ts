import { compareNames, extensionOf } from '@bootwright/archive';
import type { MountSpecs } from '@bootwright/container-facts';
import type { Architecture, Notice } from '@bootwright/core';
import { defined, pushAll } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { contentOf, decodeText, join, listIn, locateIn } from '@bootwright/file-tree';
import { installDirectories } from '../inspected-files.ts';
import { matchesArchitecture } from '../kernel/bootc-architecture.ts';
import type { InstallConfiguration } from './install-configuration.ts';
import { readInstallText } from './install-text.ts';
import { mergeInstallConfigurations } from './merge-install-configuration.ts';
import { mountSpecsOf, type ReadDropIn } from './mount-specs.ts';

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
    const source = { file: path.file, text };
    const { install, notices: ofText } = readInstallText(source);
    pushAll(notices, ofText);
    if (install === undefined) continue;
    if (install['match-architectures'] !== undefined) file = path.file;
    dropIns.push({ install, source });
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
