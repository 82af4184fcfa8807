import {
  isDraftName,
  listBeneath,
  makeFolderBeneath,
  namesOfPath,
  orFileFault,
  removeEmptyFoldersBeneath,
  removeFileBeneath,
  renameIn,
  replaceFileIn,
  syncFolder,
  withFolderBeneath,
  writeDraftIn,
} from '@bootwright/process/files';
import type { FolderUpdate } from '../goldens/update-goldens.ts';
import { sha256Of } from '../outcome/sha256.ts';
import { type OpenFolder, readBytesBeneath, walkLimits } from './read-text.ts';
import { type DraftedFile, encodeJournal, journalName, type UpdateJournal } from './update-journal.ts';

/**
 * Writes the files of an update next to their places, and then the journal by which it counts. Before that is there,
 * nothing has changed; afterwards `applyJournal` does the rest, or a later run. Faults: `file/…`.
 */
export function draftUpdate(folder: OpenFolder, { write, remove }: FolderUpdate, key: string): UpdateJournal {
  // All are checked before anything is written.
  for (const path of [...write.keys(), ...remove]) namesOfPath(path);
  const drafted = [...write].map(([path, content]) => draftFile(folder, path, content));
  const journal = { write: drafted, remove };
  orFileFault('write', `${folder.name}/${journalName}`, () =>
    replaceFileIn(folder.handle, journalName, encodeJournal(journal, key)),
  );
  return journal;
}

function draftFile(folder: OpenFolder, path: string, content: string | Uint8Array): DraftedFile {
  const { folders, name } = splitPath(path);
  return orFileFault('write', `${folder.name}/${path}`, () => {
    using at = makeFolderBeneath(folder.handle, folders);
    return { path, draft: writeDraftIn(at, name, content), sha256: sha256Of(content) };
  });
}

/** Whether every draft is there as it was written, or has its place already. */
export function isWhole(folder: OpenFolder, { write }: UpdateJournal): boolean {
  return write.every((one) =>
    [draftPath(one), one.path].some((path) => {
      const bytes = readBytesBeneath(folder, namesOfPath(path));
      return bytes !== undefined && sha256Of(bytes) === one.sha256;
    }),
  );
}

/** Does what the journal says, as far as it is not done, and then removes the journal. */
export function applyJournal(folder: OpenFolder, { write, remove }: UpdateJournal): void {
  const touched = new Map<string, readonly string[]>();
  for (const { path, draft } of write) {
    const { folders, name } = splitPath(path);
    orFileFault('write', `${folder.name}/${path}`, () =>
      withFolderBeneath(folder.handle, folders, (at) => renameIn(at, draft, name)),
    );
    touched.set(folders.join('/'), folders);
  }
  for (const path of remove) attemptRemoval(folder, path);
  for (const folders of touched.values()) withFolderBeneath(folder.handle, folders, syncFolder);
  for (const path of remove) removeEmptyFoldersBeneath(folder.handle, splitPath(path).folders);
  attemptRemoval(folder, journalName);
}

/** Removes drafts of updates that were cut short before they counted. */
export function removeDrafts(folder: OpenFolder): void {
  const entries = orFileFault('read', folder.name, () => listBeneath(folder.handle, walkLimits));
  for (const { path, kind } of entries) {
    if (kind === 'file' && isDraftName(splitPath(path).name)) attemptRemoval(folder, path);
  }
}

/** Where the draft of a file is: in the same folder, so that renaming it is one step. */
export function draftPath({ path, draft }: DraftedFile): string {
  return [...splitPath(path).folders, draft].join('/');
}

function splitPath(path: string): { readonly folders: readonly string[]; readonly name: string } {
  const names = namesOfPath(path);
  return { folders: names.slice(0, -1), name: names.at(-1) ?? '' };
}

function attemptRemoval(folder: OpenFolder, path: string): void {
  orFileFault('remove', `${folder.name}/${path}`, () => removeFileBeneath(folder.handle, namesOfPath(path)));
}
