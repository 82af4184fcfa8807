/** A file in whose place a path would need a directory, and the next one above that. */
export interface FileAbove {
  readonly path: string;
  readonly above: FileAbove | undefined;
}

/**
 * For every path the nearest of `files` that is above it, by the text of canonical paths alone. What is below a file is
 * next to it in the order of paths, so that sorting them does the work: to look each directory of each path up costs the
 * square of its length.
 */
export function filesAbove(paths: Iterable<string>, files: Iterable<string>): ReadonlyMap<string, FileAbove> {
  const isFile = new Set(files);
  const keyed = [...new Set([...paths, ...isFile])].map((path) => ({ path, key: sortKey(path) }));
  keyed.sort((left, right) => (left.key < right.key ? -1 : 1));
  const found = new Map<string, FileAbove>();
  let open: FileAbove | undefined;
  for (const { path } of keyed) {
    while (open !== undefined && !path.startsWith(`${open.path}/`)) open = open.above;
    if (open !== undefined) found.set(path, open);
    if (isFile.has(path)) open = { path, above: open };
  }
  return found;
}

/** Orders a slash before every other character. */
function sortKey(path: string): string {
  return path.replaceAll('\0', '\u0001').replaceAll('/', '\0');
}
