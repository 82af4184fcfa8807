import { Fault, type Notice } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { findInitramfsModules, findKernel, type ModuleOptions } from '@bootwright/inspect';
import { noticeOf } from '../problems/problem.ts';

/** The modules that `lsinitrd --mod` lists for a kernel, by default that of the container. */
export async function listModules(
  tree: Tree,
  kernel: string | undefined,
  options: ModuleOptions = {},
): Promise<readonly string[]> {
  const version = kernel ?? soleKernel(tree);
  if (version !== undefined) return await findInitramfsModules(tree, version, options);
  throw new Fault('initramfs/kernel', 'the initramfs is ambiguous: the container does not have exactly one kernel', {
    at: { document: 'container', file: 'usr/lib/modules' },
    hint: 'give the kernel version with --kernel',
  });
}

/**
 * The modules, or a notice why they cannot be read. A missing initramfs is fine: a unified kernel image contains its own.
 */
export async function attemptModules(
  tree: Tree,
  options: ModuleOptions,
): Promise<{ modules?: readonly string[]; notices: Notice[] }> {
  try {
    const version = findKernel(tree).moduleKernel?.version;
    return version === undefined
      ? { notices: [] }
      : { modules: await findInitramfsModules(tree, version, options), notices: [] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Inspection of the kernel reports other faults.
    if (error.code === 'initramfs/absent' || !/^(initramfs|compression|cpio)\//.test(error.code))
      return { notices: [] };
    return { notices: [noticeOf(error)] };
  }
}

/** The kernel that bootc finds, otherwise the only one with modules or an initramfs. */
function soleKernel(tree: Tree): string | undefined {
  const { moduleKernel, kernel } = findKernel(tree);
  if (moduleKernel !== undefined) return moduleKernel.version;
  const names = [
    ...inDirectory(tree, 'usr/lib/modules'),
    ...inDirectory(tree, 'boot').flatMap(
      (name) => /^init(?:rd|ramfs)(?:\.img)?-(.+?)(?:\.img)?$/.exec(name)?.[1] ?? [],
    ),
  ];
  const versions = new Set(names);
  return versions.size === 1 ? names[0] : kernel?.version;
}

function inDirectory(tree: Tree, directory: string): readonly string[] {
  return tree.listings.get(directory) ?? [];
}
