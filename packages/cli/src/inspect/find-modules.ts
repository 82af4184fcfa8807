import { defined, Fault, type Notice } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { findInitramfsModules, findKernel, type ModuleOptions } from '@bootwright/inspect';

/** The modules that `lsinitrd --mod` lists for a kernel, by default the one that the container has. */
export async function listModules(
  tree: Tree,
  kernel: string | undefined,
  options: ModuleOptions = {},
): Promise<readonly string[]> {
  const version = kernel ?? soleKernel(tree);
  if (version !== undefined) return await findInitramfsModules(tree, version, options);
  throw new Fault('initramfs/kernel', 'the container does not say whose initramfs is meant: it has no one kernel', {
    at: { document: 'container', file: 'usr/lib/modules' },
    hint: 'name the version with --kernel',
  });
}

/**
 * The modules, or what keeps them from being read. An initramfs of which there is none is no matter: a unified kernel
 * image has its own inside.
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
    // A broken kernel is told of by who inspects it.
    if (error.code === 'initramfs/absent' || !/^(initramfs|compression|cpio)\//.test(error.code))
      return { notices: [] };
    const { code, message, at, hint } = error;
    return {
      notices: [{ code, message, ...defined({ at, hint }) }],
    };
  }
}

/** That of bootc, else the only one that something is there of. */
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
