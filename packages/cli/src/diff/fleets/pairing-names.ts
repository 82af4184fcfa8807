import { manifestEnding } from '../../files/folder-files.ts';

/** The files of two sets by the names that pair them. */
export interface PairingNames {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/**
 * Names of files without their ending, below the folders that pair the most of both sets: `old/fedora/ami.json` and
 * `fedora/ami.json` are both `fedora/ami`. Without any pair, below the folder that all files of a set have in common. A
 * file keeps its ending where its set has another one of the name.
 */
export function pairingNames(before: readonly string[], after: readonly string[]): PairingNames {
  const [left, right] = [foldersOf(before), foldersOf(after)];
  let [most, best]: [number, readonly [string, string]] = [0, [left.at(-1) ?? '', right.at(-1) ?? '']];
  const alone = new Set(after);
  for (const [one, other] of candidates(left, right)) {
    let paired = 0;
    for (const path of before) if (alone.has(other + path.slice(one.length))) paired++;
    if (paired > most) [most, best] = [paired, [one, other]];
  }
  const [one, other] = best;
  const ambiguous = new Set([...repeatedStems(before, one.length), ...repeatedStems(after, other.length)]);
  return { before: named(before, one.length, ambiguous), after: named(after, other.length, ambiguous) };
}

/** Each folder that all paths are below, the outermost first: '', 'a/', 'a/b/'. */
function foldersOf(paths: readonly string[]): readonly string[] {
  const folder = commonFolder(paths);
  const folders = [''];
  for (let end = folder.indexOf('/'); end >= 0; end = folder.indexOf('/', end + 1))
    folders.push(folder.slice(0, end + 1));
  return folders;
}

/** Whatever pairs files below two folders pairs them below one more of each as well. */
function candidates(left: readonly string[], right: readonly string[]): readonly (readonly [string, string])[] {
  const [one = '', other = ''] = [left.at(-1), right.at(-1)];
  const shorter = <T>(folders: readonly T[]) => folders.slice(0, -1).reverse();
  return [
    [one, other] as const,
    ...shorter(left).map((folder) => [folder, other] as const),
    ...shorter(right).map((folder) => [one, folder] as const),
  ];
}

function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  for (const path of rest) {
    while (!path.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  }
  return folder;
}

const stemOf = (path: string, start: number): string => path.slice(start).replace(manifestEnding, '');

function repeatedStems(paths: readonly string[], start: number): readonly string[] {
  const seen = new Set<string>();
  return paths.flatMap((path) => {
    const stem = stemOf(path, start);
    if (seen.has(stem)) return [stem];
    seen.add(stem);
    return [];
  });
}

function named(paths: readonly string[], start: number, ambiguous: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(
    [...paths].sort().map((path) => {
      const stem = stemOf(path, start);
      // One that ends in .json itself could be the whole name of another.
      return [ambiguous.has(stem) || manifestEnding.test(stem) ? path.slice(start) : stem, path];
    }),
  );
}
