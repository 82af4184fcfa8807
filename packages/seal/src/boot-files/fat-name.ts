/**
 * A path as a FAT file system compares it: without case, and without dots and blanks at the end of a name, which Linux and
 * firmware cut (Microsoft, "FAT: General Overview of On-Disk Format", long names).
 */
export function fatPath(path: string): string {
  return path
    .toLowerCase()
    .split('/')
    .map((name) => name.replace(/(?<![. ])[. ]+$/, ''))
    .join('/');
}

/** Of images and addons. */
export const kernelEnding = '.efi';

/** Whether a path ends so on a file system that ignores case. */
export function hasEnding(path: string, ending: string): boolean {
  return fatPath(path).endsWith(ending);
}
