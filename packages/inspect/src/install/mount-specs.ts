import { locate } from '@bootwright/blueprint';
import type { InstallKey, MountSpecs } from '@bootwright/container-facts';
import { defined } from '@bootwright/core';
import type { TreeText } from '@bootwright/file-tree';
import type { InstallConfiguration } from './install-configuration.ts';

/** A drop-in of the install configuration, with its text. */
export interface ReadDropIn {
  readonly install: InstallConfiguration;
  readonly source: TreeText;
}

/**
 * How the drop-ins that count for the architecture say that the root and /boot are found, each key from the last that has
 * it. Absent where none has any.
 */
export function mountSpecsOf(counting: readonly ReadDropIn[]): MountSpecs | undefined {
  const root = keyOf(counting, 'root-mount-spec');
  const boot = keyOf(counting, 'boot-mount-spec');
  const discoverable = keyOf(counting, 'discoverable-partitions');
  if (root === undefined && boot === undefined && discoverable === undefined) return undefined;
  return defined({ root, boot, discoverable });
}

function keyOf<K extends keyof InstallConfiguration>(dropIns: readonly ReadDropIn[], key: K) {
  const last = dropIns.findLast(({ install }) => install[key] !== undefined);
  const value = last?.install[key];
  if (last === undefined || value === undefined) return undefined;
  const { file, text } = last.source;
  const { line } = locate({ path: ['install', key] }, text, 'toml');
  const found: InstallKey<NonNullable<InstallConfiguration[K]>> = {
    file,
    ...defined({ line }),
    value,
  };
  return found;
}
