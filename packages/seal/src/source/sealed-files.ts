import { type FileSelection, select, within } from '@bootwright/file-tree';
import {
  bootEspDirectory,
  bootSections,
  espDirectories,
  grubDirectory,
  loaderDirectory,
  modulesDirectory,
  systemdBootDirectory,
  unifiedKernelDirectory,
} from '@bootwright/uki';

/**
 * What inspection also reads of a container whose seal is verified: bootc looks for images in all directories below two
 * places (composefs-rs, `find_uki_components`), and puts them on a file system that ignores case.
 */
export const sealedFiles: readonly FileSelection[] = [
  { pattern: `${unifiedKernelDirectory}/**/*.efi`, mode: bootSections, ignoreCase: true },
  { pattern: `${loaderDirectory}/**/*.efi`, mode: bootSections, ignoreCase: true },
  { pattern: `${modulesDirectory}/*/**/*.efi`, mode: bootSections },
  { pattern: `${bootEspDirectory}/**/*`, mode: bootSections, ignoreCase: true },
  ...select(bootSections, within(espDirectories, '**/*')),
  ...select(bootSections, within([systemdBootDirectory], '*')),
  ...select('text', within([grubDirectory], '*.cfg', '*/*.cfg')),
];
