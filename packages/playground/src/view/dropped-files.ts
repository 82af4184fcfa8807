import type { FolderFile } from '../archive/folder-archive.ts';

/** What people dropped or chose: one file, or the files of a folder. */
export type Dropped =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly FolderFile[] }
  | { readonly kind: 'rejected'; readonly why: string };

/** Entries of a folder that are looked at, files and folders alike; an image layout has a few hundred. */
const mostEntries = 20_000;

/** Files that are dropped together: an archive, and the texts of the page. */
const mostFiles = 4;

/** What was dropped: nothing for texts and links. Of several things a folder is taken alone. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly Dropped[]> {
  // They are known only until the first answer is waited for.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const all = [...files];
  const folder = entries.find(({ isDirectory }) => isDirectory);
  if (folder !== undefined) {
    const inside = await filesBelow(folder as FileSystemDirectoryEntry);
    if (inside !== undefined) return [{ kind: 'folder', name: folder.name, files: inside }];
    return [{ kind: 'rejected', why: `the folder has more than ${mostEntries} files and folders` }];
  }
  if (all.length > mostFiles) return [{ kind: 'rejected', why: `drop a folder, or at most ${mostFiles} files` }];
  return all.map((file) => ({ kind: 'file', file }));
}

/** What was chosen as a folder. */
export function chosenFolder(files: Iterable<File>): Dropped | undefined {
  const all = [...files]
    .slice(0, mostEntries + 1)
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const [first] = all;
  return first === undefined ? undefined : { kind: 'folder', name: first.path.split('/')[0] ?? '', files: all };
}

/** The files of a folder and of the folders in it; absent where it has more entries than anybody looks at. */
export async function filesBelow(
  folder: FileSystemDirectoryEntry,
  most = mostEntries,
): Promise<readonly FolderFile[] | undefined> {
  const found: FolderFile[] = [];
  const waiting = [{ folder, path: '' }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const reader = next.folder.createReader();
    // A reader gives some entries at a time, and at its end none.
    for (let entries = await entriesOf(reader); entries.length > 0; entries = await entriesOf(reader)) {
      seen += entries.length;
      if (seen > most) return undefined;
      for (const entry of entries) {
        const path = `${next.path}${entry.name}`;
        if (entry.isDirectory) waiting.push({ folder: entry as FileSystemDirectoryEntry, path: `${path}/` });
        else found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
      }
    }
  }
  return found;
}

const entriesOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
