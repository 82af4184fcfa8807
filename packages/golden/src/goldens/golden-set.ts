import { checksumsPath, parseChecksums } from '../checksums/checksum-list.ts';
import { archivePath, readArchive, textInArchive, unpackArchive } from '../checksums/golden-archive.ts';
import { type GoldenOutcome, isSameOutcome, type Outcome, textsOf } from '../outcome/outcome.ts';
import { sha256Of } from '../outcome/sha256.ts';
import { type GoldenPaths, indexPath, parseIndex } from './golden-index.ts';
import { endings, topFolder } from './golden-layout.ts';

/** A folder of goldens, wherever it is: on a disk, in a git revision, in a test. */
export interface GoldenFolder {
  /** Of every file in it, with slashes. */
  readonly paths: readonly string[];
  /** The text of a file; absent if the file does not exist. */
  read(path: string): string | undefined;
  /** The bytes of a file; absent if the file does not exist. Default: it has no files but text. */
  readBytes?(path: string): Uint8Array | undefined;
}

/** The folder with another archive in the place of its own. */
export function withArchive(folder: GoldenFolder, archive: Uint8Array | undefined): GoldenFolder {
  if (archive === undefined) return folder;
  const { paths, read } = folder;
  return { paths, read, readBytes: (path) => (path === archivePath ? archive : folder.readBytes?.(path)) };
}

/** The goldens of a folder, read when they are asked for. */
export interface GoldenSet {
  /** The cases that have one by the index, in its order. */
  readonly names: readonly string[];
  /**
   * Absent where the index does not name the case, or names a missing file. Checksums where the folder keeps these, and no
   * archive. Fault: `golden/archive`.
   */
  find(name: string): GoldenOutcome | undefined;
  /** Whether the golden of a case is this outcome. Of checksums no archive is read. */
  says(name: string, outcome: Outcome): boolean;
  /** The files that hold the golden of a case; none where the index does not name it. */
  filesOf(name: string): readonly string[];
  /** Golden files that belong to the cases of the index, in the folder. */
  readonly files: readonly string[];
  /** Golden files that belong to no case of the index, in folders that the index names. */
  readonly orphans: readonly string[];
  /** Whether the folder keeps checksums, and the files in an archive. */
  readonly keepsChecksums: boolean;
}

/** Reads the index of a folder; without one, it has no goldens. Faults: `golden/index`, `golden/checksums`. */
export function openGoldens(folder: GoldenFolder): GoldenSet {
  const index = parseIndex(folder.read(indexPath) ?? '');
  const list = folder.read(checksumsPath);
  const store = list === undefined ? wholeFiles(folder) : checksumFiles(folder, parseChecksums(list));
  const files = new Set(list === undefined ? [...index.values()].flat() : []);
  const find = (name: string): GoldenOutcome | undefined => outcomeOf(index.get(name) ?? [], store);
  return {
    names: [...index.keys()],
    find,
    says: (name, outcome) => store.says(index.get(name) ?? [], outcome),
    filesOf: (name) => index.get(name) ?? [],
    files: [...files],
    orphans: orphansOf(folder.paths, index.keys(), files),
    keepsChecksums: list !== undefined,
  };
}

/** Where the texts of golden files are. */
interface FileStore {
  /** The text of a file, or only its checksum; absent if the file does not exist. */
  readonly read: (path: string) => { readonly text: string } | { readonly sum: string } | undefined;
  readonly says: (paths: GoldenPaths, outcome: Outcome) => boolean;
}

function wholeFiles(folder: GoldenFolder): FileStore {
  const texts = new Map<string, string | undefined>();
  const read: FileStore['read'] = (path) => {
    if (!texts.has(path)) texts.set(path, folder.read(path));
    const text = texts.get(path);
    return text === undefined ? undefined : { text };
  };
  return {
    read,
    says: (paths, outcome) => {
      const before = outcomeOf(paths, { read });
      return before !== undefined && before.kind !== 'checksums' && isSameOutcome(before, outcome);
    },
  };
}

function checksumFiles(folder: GoldenFolder, sums: ReadonlyMap<string, string>): FileStore {
  let archive: ReadonlyMap<string, Uint8Array> | 'missing' | undefined;
  const open = (): NonNullable<typeof archive> => {
    const packed = folder.readBytes?.(archivePath);
    return packed === undefined ? 'missing' : readArchive(unpackArchive(packed));
  };
  return {
    read: (path) => {
      const sum = sums.get(path);
      if (sum === undefined) return undefined;
      archive ??= open();
      return archive === 'missing' ? { sum } : { text: textInArchive(archive, path, sum) };
    },
    says: (paths, outcome) => {
      const texts = textsOf(outcome);
      const parts = partsOf(paths);
      const isEqual = kindOf(paths) === outcome.kind && parts.length === texts.length;
      return isEqual && parts.every((path, position) => sums.get(path) === sha256Of(texts[position] ?? ''));
    },
  };
}

/** The files of a golden: faults, or a manifest and then notices. */
function partsOf(paths: GoldenPaths): readonly string[] {
  const part = (ending: string): readonly string[] => paths.filter((path) => path.endsWith(ending)).slice(0, 1);
  if (kindOf(paths) === 'fault') return part(endings.faults);
  const manifest = part(endings.manifest);
  return manifest.length === 0 ? [] : [...manifest, ...part(endings.notices)];
}

function kindOf(paths: GoldenPaths): Outcome['kind'] {
  return paths.some((path) => path.endsWith(endings.faults)) ? 'fault' : 'manifest';
}

function outcomeOf(paths: GoldenPaths, { read }: Pick<FileStore, 'read'>): GoldenOutcome | undefined {
  const kind = kindOf(paths);
  const found = partsOf(paths).map(read);
  const parts = found.filter((part) => part !== undefined);
  if (parts.length === 0 || parts.length < found.length) return undefined;
  const sums = parts.flatMap((part) => ('sum' in part ? [part.sum] : []));
  if (sums.length > 0) return { kind: 'checksums', of: kind, sums };
  const [first = '', notices = ''] = parts.flatMap((part) => ('text' in part ? [part.text] : []));
  return kind === 'fault' ? { kind, faults: first } : { kind, manifest: first, notices };
}

function orphansOf(paths: readonly string[], names: Iterable<string>, files: ReadonlySet<string>): readonly string[] {
  const homes = new Set([...names].map(topFolder));
  return paths.filter((path) => /\.jsonl?$/.test(path) && homes.has(topFolder(path)) && !files.has(path));
}
