import { isUtf8Name } from '@bootwright/archive';
import type { KernelInfo } from '@bootwright/container-facts';
import { Fault } from '@bootwright/core';
import type { ResolveRules, Tree } from '@bootwright/file-tree';
import { join, listIn, locateIn } from '@bootwright/file-tree';
import { modulesDirectory } from '@bootwright/uki';

/**
 * The kernels in /usr/lib/modules, in byte order of their names: real directories with a `vmlinuz`, read as bootc does
 * (`kernel.rs`). Faults: /usr/lib/modules is not a directory, or a link leads out of the root.
 */
export function findModuleKernels(tree: Tree): readonly KernelInfo[] {
  const rules: ResolveRules = { escape: 'reject' };
  const listing = listIn(tree, modulesDirectory, rules);
  if (listing === undefined) return [];
  const kernels: KernelInfo[] = [];
  for (const name of listing.names) {
    const directory = join(listing.path, name);
    const entry = tree.entries.get(directory);
    if (entry?.kind === 'withheld') throw entry.fault;
    if (entry?.kind !== 'directory' || !isUtf8Name(name)) continue;
    if (!isThere(tree, join(directory, 'vmlinuz'), rules)) continue;
    kernels.push({ version: name, hasAbootImage: isThere(tree, join(directory, 'aboot.img'), { escape: 'clamp' }) });
  }
  return kernels;
}

/** The fault of a container with more than one kernel and no unified one, which bootc rejects. */
export function severalKernels(kernels: readonly KernelInfo[]): Fault {
  const names = kernels.map(({ version }) => version).join(', ');
  return new Fault('inspect/several-kernels', `/${modulesDirectory} has more than one kernel: ${names}`, {
    at: { document: 'container', file: modulesDirectory },
    hint: 'bootc boots exactly one: remove the others as you build the container',
  });
}

function isThere(tree: Tree, path: string, rules: ResolveRules): boolean {
  const found = locateIn(tree, path, rules);
  if (found.kind === 'rejected') throw found.fault;
  return found.kind === 'found';
}
