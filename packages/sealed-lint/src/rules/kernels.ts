import type { Tree } from '@bootwright/file-tree';
import type { UnifiedKernelInfo } from '@bootwright/uki';
import type { LintFinding } from '../lint-finding.ts';

/** A file on FAT has at most one byte less than 4 GiB (Microsoft, "FAT: General Overview of On-Disk Format"). */
const largestFile = 2 ** 32 - 1;

/** Unified kernel images that are not enforced, or that no ESP can hold. */
export function kernelFindings(tree: Tree, kernels: readonly UnifiedKernelInfo[]): readonly LintFinding[] {
  return kernels.flatMap((kernel) => [...optionalDigest(kernel), ...tooLarge(tree, kernel)]);
}

function optionalDigest({ file, seal }: UnifiedKernelInfo): readonly LintFinding[] {
  if (seal?.optional !== true) return [];
  return [
    {
      code: 'sealed/optional-digest',
      level: 'error',
      message: `the unified kernel image /${file} has ${seal.parameter}=?…: it boots a root without fs-verity too, so that the container is unified and not sealed`,
      at: { document: 'container', file },
      hint: 'make the image without --allow-missing-verity',
    },
  ];
}

function tooLarge(tree: Tree, { file }: UnifiedKernelInfo): readonly LintFinding[] {
  const size = sizeOf(tree, file);
  if (size <= largestFile) return [];
  return [
    {
      code: 'sealed/kernel-too-large',
      level: 'error',
      message: `the unified kernel image /${file} has ${size} bytes, and a file on the ESP at most ${largestFile}`,
      at: { document: 'container', file },
      hint: 'leave out of the initramfs what it does not need',
    },
  ];
}

/** Bytes of a file; 0 where there is none. */
export function sizeOf(tree: Tree, file: string): number {
  const entry = tree.entries.get(file);
  return entry?.kind === 'file' ? entry.size : 0;
}
