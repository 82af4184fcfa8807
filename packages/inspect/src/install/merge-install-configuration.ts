import { defined } from '@bootwright/core';
import type { InstallConfiguration } from './install-configuration.ts';

/**
 * Lays drop-ins over one another in their order, as bootc does (`install/config.rs`, `MergeableConfiguration`): what
 * is given replaces, tables merge key by key, `kargs` and `karg-deletes` append. A drop-in for other architectures
 * counts for nothing. Absent where none counts. `matches` tells whether the container's is among some.
 */
export function mergeInstallConfigurations(
  dropIns: readonly InstallConfiguration[],
  matches: (architectures: readonly string[]) => boolean,
): InstallConfiguration | undefined {
  let merged: InstallConfiguration | undefined;
  for (const dropIn of dropIns) {
    const architectures = dropIn['match-architectures'];
    if (architectures !== undefined && !matches(architectures)) continue;
    merged = merged === undefined ? dropIn : merge(merged, dropIn);
  }
  return merged && canonical(merged);
}

function merge(base: InstallConfiguration, later: InstallConfiguration): InstallConfiguration {
  // Of several drop-ins bootc shows the architectures of the first alone.
  const { 'match-architectures': shownOfTheFirst, ...over } = later;
  const filesystem = base.filesystem ?? over.filesystem;
  const root = { ...base.filesystem?.root, ...over.filesystem?.root };
  const hasRoot = base.filesystem?.root !== undefined || over.filesystem?.root !== undefined;
  return {
    ...base,
    ...over,
    ...defined({
      filesystem: filesystem && (hasRoot ? { root } : {}),
      ostree: both(base.ostree, over.ostree),
      bootupd: both(base.bootupd, over.bootupd),
      kargs: appended(base.kargs, over.kargs),
      'karg-deletes': appended(base['karg-deletes'], over['karg-deletes']),
    }),
  };
}

function both<T extends object>(base: T | undefined, over: T | undefined): T | undefined {
  return base === undefined || over === undefined ? (over ?? base) : { ...base, ...over };
}

function appended(base: readonly string[] | undefined, over: readonly string[] | undefined) {
  return base === undefined || over === undefined ? (over ?? base) : [...base, ...over];
}

/** The two spellings of the root file system say the same in the end; the table's wins. */
function canonical(config: InstallConfiguration): InstallConfiguration {
  const type = config.filesystem?.root?.type ?? config['root-fs-type'];
  const spelled = type === undefined ? {} : { 'root-fs-type': type, filesystem: { root: { type } } };
  return { ...config, ...spelled, block: config.block ?? ['direct'] };
}
