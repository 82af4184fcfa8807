import type { Outcome } from '../outcome/outcome.ts';
import { type GoldenPaths, indexPath, parseIndex } from './golden-index.ts';
import { endings, topFolder } from './golden-layout.ts';

/** A folder of goldens, wherever it is: on a disk, in a git revision, in a test. */
export interface GoldenFolder {
  /** Of every file in it, with slashes. */
  readonly paths: readonly string[];
  /** The text of a file; absent if the file does not exist. */
  read(path: string): string | undefined;
}

/** The goldens of a folder, read when they are asked for. */
export interface GoldenSet {
  /** The cases that have one by the index, in its order. */
  readonly names: readonly string[];
  /** Absent where the index does not name the case, or names a missing file. */
  find(name: string): Outcome | undefined;
  /** The files that hold the golden of a case; none where the index does not name it. */
  filesOf(name: string): readonly string[];
  /** Golden files that belong to the cases of the index. */
  readonly files: readonly string[];
  /** Golden files that belong to no case of the index, in folders that the index names. */
  readonly orphans: readonly string[];
}

/** Reads the index of a folder; without one, it has no goldens. Faults: `golden/index`. */
export function openGoldens(folder: GoldenFolder): GoldenSet {
  const index = parseIndex(folder.read(indexPath) ?? '');
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, folder.read(path));
    return texts.get(path);
  };
  const files = new Set([...index.values()].flat());
  return {
    names: [...index.keys()],
    find: (name) => outcomeOf(index.get(name) ?? [], read),
    filesOf: (name) => index.get(name) ?? [],
    files: [...files],
    orphans: orphansOf(folder.paths, index.keys(), files),
  };
}

function outcomeOf(paths: GoldenPaths, read: (path: string) => string | undefined): Outcome | undefined {
  const part = (ending: string): string | undefined => paths.find((path) => path.endsWith(ending));
  const [manifest, notices, faults] = [part(endings.manifest), part(endings.notices), part(endings.faults)];
  if (faults !== undefined) {
    const text = read(faults);
    return text === undefined ? undefined : { kind: 'fault', faults: text };
  }
  const text = manifest === undefined ? undefined : read(manifest);
  const noted = notices === undefined ? '' : read(notices);
  return text === undefined || noted === undefined ? undefined : { kind: 'manifest', manifest: text, notices: noted };
}

function orphansOf(paths: readonly string[], names: Iterable<string>, files: ReadonlySet<string>): readonly string[] {
  const homes = new Set([...names].map(topFolder));
  return paths.filter((path) => /\.jsonl?$/.test(path) && homes.has(topFolder(path)) && !files.has(path));
}
