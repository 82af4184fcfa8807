import { statSync } from 'node:fs';
import { type FolderHandle, type FoundEntry, listBeneath, orAbsent } from '@bootwright/process/files';
import type { PassedOver } from './passed-over.ts';

/** A folder with more is of something else. */
const limits = { entries: 200_000, depth: 32 };

/** What the names of manifests end with. */
export const manifestEnding = /\.json(?:\.gz)?$/;

/** Paths below a folder: its files of one kind, sorted, and what might be some and is not read. */
export interface FolderFiles {
  readonly paths: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

/** The regular files in a folder and below whose names end so. Throws what `listBeneath` does. */
export function folderFiles(folder: FolderHandle, ending: RegExp): FolderFiles {
  const paths: string[] = [];
  const passedOver: PassedOver[] = [];
  for (const { path, kind } of listBeneath(folder, limits)) {
    const isNamed = ending.test(path);
    if (kind === 'file') {
      if (isNamed) paths.push(path);
    } else if (isNamed || (kind === 'link' && leadsToFolder(folder, path)))
      passedOver.push({ path, why: reasons[kind] });
  }
  return { paths, passedOver };
}

const reasons: Readonly<Record<Exclude<FoundEntry['kind'], 'file'>, string>> = {
  link: 'is a symbolic link',
  special: 'is not a regular file',
};

function leadsToFolder(folder: FolderHandle, path: string): boolean {
  // It may lead nowhere, or to what cannot be reached.
  return orAbsent(() => statSync(`${folder.path()}/${path}`))?.isDirectory() === true;
}
