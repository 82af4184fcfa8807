// What a command needs that starts no other program: without the runner, which takes a moment to load.

export { errorCode } from './files/error-code.ts';
export { fileFault, orFileFault } from './files/file-fault.ts';
export {
  createFileIn,
  removeEmptyFoldersBeneath,
  removeFileBeneath,
  removeTreeIn,
  renameIn,
} from './files/folder/change-beneath.ts';
export type { EntryName } from './files/folder/folder-handle.ts';
export { FolderHandle } from './files/folder/folder-handle.ts';
export type { MakeOptions } from './files/folder/make-folder.ts';
export { giveTo, makeFolder, makeFolderBeneath } from './files/folder/make-folder.ts';
export { makeWithParents } from './files/folder/make-with-parents.ts';
export {
  namesOfPath,
  openFileBeneath,
  openFileIn,
  openFolderBeneath,
  withFolderBeneath,
} from './files/folder/open-beneath.ts';
export { isPrivateFolder } from './files/folder/private-folder.ts';
export type { FoundEntry, WalkLimits } from './files/folder/read-beneath.ts';
export { listBeneath, openNamedFile, readFileBeneath, readNamedFile } from './files/folder/read-beneath.ts';
export { listDirectory } from './files/list-directory.ts';
export type { FileStream } from './files/open-stream.ts';
export { openStream, readStream } from './files/open-stream.ts';
export { orAbsent } from './files/or-absent.ts';
export { readTextIfThere } from './files/read-text.ts';
export type { OpenDraft, ReplaceOptions } from './files/replace-file.ts';
export { draftName, isDraftName, openDraftIn, replaceFileIn, syncFolder, writeDraftIn } from './files/replace-file.ts';
export { writeAll, writeAllPatiently } from './files/write-all.ts';
export { writeOutput } from './files/write-output.ts';
