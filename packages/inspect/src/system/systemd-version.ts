import type { Tree } from '@bootwright/file-tree';
import { systemdLibraries } from '../inspected-files.ts';
import { pathsThatFit } from './uefi-vendor.ts';

/** The version of the container's systemd, such as `257`, by the name of its library; absent if no such library was found. */
export function findSystemdVersion(tree: Tree): string | undefined {
  for (const pattern of systemdLibraries) {
    for (const path of pathsThatFit(tree, pattern)) {
      const version = /\/libsystemd-shared-(\d{1,4})[^/]*$/.exec(path)?.[1];
      if (version !== undefined) return version;
    }
  }
  return undefined;
}
