import type { FolderFile } from '../archive/folder-archive.ts';

/** What people dropped or chose: one file, or the files of a folder. */
export type Dropped =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly FolderFile[] };

/** Entries of a folder that are looked at. */
const mostEntries = 20_001;

/** What was dropped; absent for texts and links. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<Dropped | undefined> {
  const [first] = items;
  const entry = first?.webkitGetAsEntry() ?? undefined;
  const [file] = files;
  if (entry?.isDirectory === true) {
    const found: FolderFile[] = [];
    await walk(entry as FileSystemDirectoryEntry, '', found);
    return { kind: 'folder', name: entry.name, files: found };
  }
  return file === undefined ? undefined : { kind: 'file', file };
}

/** What was chosen as a folder. */
export function chosenFolder(files: Iterable<File>): Dropped | undefined {
  const all = [...files].slice(0, mostEntries).map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const [first] = all;
  return first === undefined ? undefined : { kind: 'folder', name: first.path.split('/')[0] ?? '', files: all };
}

async function walk(folder: FileSystemDirectoryEntry, path: string, found: FolderFile[]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // A reader gives some entries at a time, and at its end none.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    for (const entry of entries) {
      if (found.length >= mostEntries) return;
      const inner = `${path}${entry.name}`;
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${inner}/`, found);
      else {
        const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
        found.push({ path: inner, file });
      }
    }
  }
}
