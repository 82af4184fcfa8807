import { type FileSelection, select, within } from '@bootwright/file-tree';
import { bootSections, systemdBootDirectory } from '@bootwright/uki';

/** What the rules read of a container in addition to what inspection reads. */
export const lintedFiles: readonly FileSelection[] = [
  ...select(bootSections, within([systemdBootDirectory], '*.efi', '*.efi.signed')),
  ...select('presence', within(['usr/lib/bootc/install/secureboot-keys'], '*')),
  ...select('presence', within(['usr/lib/modules'], '*/initramfs.img')),
];
