import { join } from 'node:path';
import { FolderHandle, fileFault, makeFolder, makeFolderBeneath, openFolderBeneath } from '@bootwright/process/files';

/**
 * Where a folder is. One that the user named is a path, and links in it are followed. One that nobody named is at `names`
 * below a folder that is trusted, such as the working directory: what is there may have come with a repository, so that no
 * link is followed on the way.
 */
export type FolderPlace = string | { readonly below: string; readonly names: readonly string[] };

/** The path of a folder, for messages and for other programs. */
export function pathOf(place: FolderPlace): string {
  return typeof place === 'string' ? place : join(place.below, ...place.names);
}

/** Opens a folder, which the caller closes. Faults: `file/…`; `file/link` where a link leads to one that nobody named. */
export function openPlace(place: FolderPlace): FolderHandle {
  try {
    if (typeof place === 'string') return FolderHandle.open(place);
    return withTrusted(place.below, (trusted) => openFolderBeneath(trusted, place.names));
  } catch (error) {
    throw fileFault('read', pathOf(place), error);
  }
}

/** Makes a folder and those above it where they are absent, and opens it as `openPlace` does. */
export function makePlace(place: FolderPlace): FolderHandle {
  if (typeof place === 'string') {
    makeFolder(place, { hint: 'name a folder that you may write to with --goldens' });
    return openPlace(place);
  }
  try {
    return withTrusted(place.below, (trusted) => makeFolderBeneath(trusted, place.names));
  } catch (error) {
    throw fileFault('write', pathOf(place), error);
  }
}

function withTrusted<T>(path: string, use: (trusted: FolderHandle) => T): T {
  const trusted = FolderHandle.open(path);
  try {
    return use(trusted);
  } finally {
    trusted.close();
  }
}
