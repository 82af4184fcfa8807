import type { Packing, WorkBudget } from '@bootwright/archive';
import { defined, Fault } from '@bootwright/core';
import type { FileSelection, Tree } from '@bootwright/file-tree';
import { locateIn, readAt } from '@bootwright/file-tree';
import { findInitramfs, initramfsPlaces } from './find-initramfs.ts';
import { initramfsModules } from './initramfs-modules.ts';

/** Programs that lsinitrd calls and that a container may lack. gzip and zstd come with dracut itself. */
const optionalPrograms = ['bzip2', 'lzma', 'xz', 'lz4', 'lzop', 'objcopy'] as const;

const pathOf = (program: string) => `usr/bin/${program}`;

/**
 * What the modules of an initramfs are read from, in addition to `inspectedFiles`. An initramfs has tens of mebibytes, so that only
 * who asks for its modules should let `collectTree` look there.
 */
export const initramfsFiles: readonly FileSelection[] = [
  ...initramfsPlaces,
  ...optionalPrograms.map((program): FileSelection => ({ pattern: pathOf(program), mode: 'presence' })),
];

export interface ModuleOptions {
  /**
   * Whether the container's own programs count: `container`, the default, rejects what its lsinitrd cannot unpack for
   * want of a program, and `any` reads all that can be read here.
   */
  readonly programs?: 'container' | 'any';
  /** Stop after the first list of modules, without looking whether what follows is sound. By default all is read. */
  readonly stopAtFirst?: boolean;
  /** What the image may cost in all, as it was read with. */
  readonly budget?: WorkBudget;
}

/**
 * The names that `lsinitrd --mod --kver VERSION` lists in the container, in its order, read without running it. The tree
 * has to be collected with `initramfsFiles` too. Faults, wherever the command fails: `initramfs/absent`,
 * `initramfs/program` for a compression whose program the container lacks, and those of `initramfsModules`.
 */
export async function findInitramfsModules(
  tree: Tree,
  version: string,
  options: ModuleOptions = {},
): Promise<readonly string[]> {
  const { path, entry } = findInitramfs(tree, version);
  if (entry.kind !== 'file') return [];
  const allow = (packing: 'objcopy' | Packing) => {
    const program = packing === 'objcopy' ? packing : packing.name;
    if (options.programs !== 'any' && lacks(tree, program)) throw missing(program);
  };
  try {
    const image = readAt(entry, 0, entry.size);
    const { budget, stopAtFirst = false } = options;
    return await initramfsModules(image, { allow, stopAtFirst, ...defined({ budget }) });
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault(cause.code, `cannot read the initramfs /${path}: ${cause.message}`, {
      at: { document: 'container', file: path },
      ...defined({ hint: cause.hint }),
      cause,
    });
  }
}

function lacks(tree: Tree, program: string): boolean {
  return optionalPrograms.some((name) => name === program) && locateIn(tree, pathOf(program)).kind !== 'found';
}

function missing(program: string): Fault {
  return new Fault(
    'initramfs/program',
    `it takes ${program}, which the container does not have: lsinitrd fails there`,
    {
      hint: `install ${program} as you build the container, or let dracut compress with zstd or gzip`,
    },
  );
}
