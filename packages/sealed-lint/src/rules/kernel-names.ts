import { isUtf8Name } from '@bootwright/archive';
import { shownName } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { unifiedKernelDirectory } from '@bootwright/uki';
import type { LintFinding } from '../lint-finding.ts';

/** Images that bootc does not see, since it reads names as UTF-8. */
export function kernelNameFindings(tree: Tree): readonly LintFinding[] {
  const isImage = (path: string) => path.startsWith(`${unifiedKernelDirectory}/`) && path.endsWith('.efi');
  return [...tree.entries.keys()]
    .filter((path) => isImage(path) && !isUtf8Name(path))
    .map((file) => ({
      code: 'sealed/kernel-name',
      level: 'error',
      message: `the name of the unified kernel image ${shownName(`/${file}`)} is not UTF-8: bootc does not find the image`,
      at: { document: 'container', file },
      hint: 'rename it as you build the container, such as to the version of its kernel',
    }));
}
