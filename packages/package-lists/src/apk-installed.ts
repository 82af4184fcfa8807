import { linesOf } from '@bootwright/file-tree';

/** The version of an installed package in apk's list, without the revision (apk-tools, "Installed DB"). */
export function versionInApkList(text: string, name: string): string | undefined {
  let [isWanted, version]: [boolean, string | undefined] = [false, undefined];
  for (const line of linesOf(`${text}\n`)) {
    if (line === '') {
      // An empty line ends what is said of a package.
      if (isWanted) return version?.replace(/-r\d+$/, '');
      version = undefined;
    }
    isWanted ||= line === `P:${name}`;
    if (line.startsWith('V:')) version ??= line.slice(2);
  }
  return undefined;
}
