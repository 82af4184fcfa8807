import type { KernelInfo } from '@bootwright/container-facts';
import { caughtFault, defined, Fault, type Notice } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { modulesDirectory } from '@bootwright/uki';
import { findModuleKernels, severalKernels } from './module-kernel.ts';
import type { UnifiedKernel } from './unified-kernel.ts';
import { findUnifiedKernel } from './unified-kernel.ts';

/** The kernel that bootc boots, as `bootc container inspect` names it. */
export type BootcKernel =
  | { readonly unified: false; readonly version: string }
  | ({ readonly unified: true } & UnifiedKernel);

export interface FoundKernel {
  /** What bootc boots; absent where there is nothing. */
  readonly kernel?: BootcKernel;
  /** The kernel in /usr/lib/modules. */
  readonly moduleKernel?: KernelInfo;
  readonly notices: readonly Notice[];
}

const noKernel: Notice = {
  code: 'inspect/no-kernel',
  message: `the container has no kernel that could be booted: neither a unified kernel image in /boot/EFI/Linux nor a vmlinuz in a folder of /${modulesDirectory}`,
  at: { document: 'container', file: modulesDirectory },
  hint: 'install a kernel and its initramfs as you build the container; bootc makes no bootable disk without one',
};

/**
 * The kernel of a container. bootc looks for a unified one first, and where there is one it looks no further; several
 * others are then no more than a notice. Faults: those of `findUnifiedKernel` and `findModuleKernels`, and more than
 * one kernel without a unified one.
 */
export function findKernel(tree: Tree): FoundKernel {
  const unified = findUnifiedKernel(tree);
  // bootc does not look at the modules of a container with a unified kernel, however broken they are.
  const { kernels, notices: unread } =
    unified === undefined ? { kernels: findModuleKernels(tree), notices: [] } : lenientKernels(tree);
  const [first, second] = kernels;
  const moduleKernel = first === undefined ? {} : { moduleKernel: first };
  if (unified === undefined) {
    if (second !== undefined) throw severalKernels(kernels);
    if (first === undefined) return { notices: [noKernel] };
    return { kernel: { unified: false, version: first.version }, ...moduleKernel, notices: [] };
  }
  const notice: Notice = {
    code: 'inspect/several-kernels',
    message: `next to the unified kernel /${modulesDirectory} has ${kernels.length} others, which are not booted`,
    at: { document: 'container', file: modulesDirectory },
    hint: 'remove their vmlinuz as you build the container',
  };
  const notices = [...unread, ...(second === undefined ? [] : [notice])];
  return { kernel: { unified: true, ...unified }, ...moduleKernel, notices };
}

/** The module kernels, or a notice why they cannot be read. */
function lenientKernels(tree: Tree): { readonly kernels: readonly KernelInfo[]; readonly notices: readonly Notice[] } {
  const kernels = caughtFault(() => findModuleKernels(tree));
  if (!(kernels instanceof Fault)) return { kernels, notices: [] };
  const { code, message, at, hint } = kernels;
  return { kernels: [], notices: [{ code, message, ...defined({ at, hint }) }] };
}
