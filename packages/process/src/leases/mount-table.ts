/**
 * The mount points at `folder` and below it, the last mounted first, from the text of /proc/self/mountinfo (proc(5)),
 * in which blanks and backslashes of a path are octal numbers.
 */
export function mountsUnder(folder: string, mountinfo: string): readonly string[] {
  return mountinfo
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .map((path) =>
      path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
    .filter((path) => isWithin(path, folder))
    .toReversed();
}

/** Whether `path` is `folder` or below it; both absolute. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
