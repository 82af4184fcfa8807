/** What the names of manifests end with. */
const endings = /\.json(?:\.gz)?$/;

/** Whether a file of a folder or archive is a manifest. */
export function isManifestFile(path: string): boolean {
  return endings.test(path);
}

/** Folders that all paths begin with, with a slash at the end; empty without. Two sets are paired by what is below. */
export function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  for (const path of rest) {
    while (!path.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  }
  return folder;
}

/** Files by the names that pair them: below their common folder, without the ending. The first of two with one name. */
export function pairingNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const prefix = commonFolder(paths).length;
  const names = new Map<string, string>();
  for (const path of [...paths].sort()) {
    const name = path.slice(prefix).replace(endings, '');
    if (!names.has(name)) names.set(name, path);
  }
  return names;
}
