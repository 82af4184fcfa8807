import { isUtf8Name } from '@bootwright/archive';
import type { Tree } from '@bootwright/file-tree';
import { fitsStep, join, listIfDirectory, locateIn } from '@bootwright/file-tree';
import { vendorPatterns } from '../inspected-files.ts';

/**
 * The vendor's directory on the ESP: the first in byte order, other than BOOT, of what bootupd keeps, else of what shim
 * keeps. Absent where there is none, or where a link that leads nowhere comes before it (image-builder, `osinfo.go`).
 */
export function findUefiVendor(tree: Tree): string | undefined {
  for (const pattern of vendorPatterns) {
    for (const path of pathsThatFit(tree, pattern)) {
      const found = locateIn(tree, path);
      if (found.kind !== 'found') return undefined;
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (found.entry.kind === 'directory' && name !== 'BOOT' && isUtf8Name(name)) return name;
    }
  }
  return undefined;
}

/** In byte order step by step, as Go's `filepath.Glob` gives them. */
export function pathsThatFit(tree: Tree, pattern: string): readonly string[] {
  let paths: readonly string[] = [''];
  for (const step of pattern.split('/')) {
    paths = step.includes('*')
      ? paths.flatMap((path) => namesThatFit(tree, path, step).map((name) => join(path, name)))
      : paths.map((path) => join(path, step));
  }
  return paths;
}

function namesThatFit(tree: Tree, directory: string, step: string): readonly string[] {
  return (listIfDirectory(tree, directory)?.names ?? []).filter((name) => fitsStep(name, step));
}
