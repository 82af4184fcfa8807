// What a command needs that starts no other program: without the runner, which takes a moment to load.
export {
  createFileIn,
  removeEmptyFoldersBeneath,
  removeFileBeneath,
  removeTreeIn,
  renameIn,
} from './files/change-beneath.ts';
export { errorCode } from './files/error-code.ts';
export { fileFault } from './files/file-fault.ts';
export type { EntryName } from './files/folder-handle.ts';
export { FolderHandle } from './files/folder-handle.ts';
export type { MakeOptions } from './files/make-folder.ts';
export { giveTo, makeFolder, makeFolderBeneath } from './files/make-folder.ts';
export {
  namesOfPath,
  openFileBeneath,
  openFileIn,
  openFolderBeneath,
  withFolderBeneath,
} from './files/open-beneath.ts';
export type { FileStream } from './files/open-stream.ts';
export { openStream, readStream } from './files/open-stream.ts';
export { isPrivateFolder } from './files/private-folder.ts';
export type { FoundEntry, WalkLimits } from './files/read-beneath.ts';
export { listBeneath, openNamedFile, readFileBeneath, readNamedFile } from './files/read-beneath.ts';
export type { OpenDraft, ReplaceOptions } from './files/replace-file.ts';
export { draftName, isDraftName, openDraftIn, replaceFileIn, syncFolder, writeDraftIn } from './files/replace-file.ts';
export { writeAll, writeAllPatiently } from './files/write-all.ts';
export { writeOutput } from './files/write-output.ts';
