import { type FileSelection, type PieceSelection, select, within } from '@bootwright/file-tree';
import {
  addonDirectory,
  companionDirectories,
  entriesDirectory,
  modulesDirectory,
  unifiedKernelDirectory,
} from './boot-directories.ts';
import { smallSections } from './pe/small-sections.ts';

/** Of a PE file, the pieces from which the checks of a boot read: headers, small sections, relocations, signatures. */
export const bootSections: PieceSelection = {
  name: 'sections',
  // biome-ignore lint/correctness/useYield: it is done in one step.
  *pieces(size, read, budget) {
    return smallSections(size, read, budget);
  },
};

/** The unified kernels and addons of a container, and the entries and companions of the boot loader next to them. */
export const bootSelections: readonly FileSelection[] = [
  ...select(bootSections, within([unifiedKernelDirectory], '*.efi', '*.efi.extra.d/*.efi')),
  ...select(bootSections, within([addonDirectory], '*.efi')),
  ...select('presence', within([entriesDirectory], '*.conf')),
  ...select('presence', within(companionDirectories, '*')),
  ...select(bootSections, within([modulesDirectory], '*/*.efi', '*/*.efi.extra.d/*.efi')),
];
