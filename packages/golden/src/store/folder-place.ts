import { join } from 'node:path';
import { FolderHandle, makeFolder, makeFolderBeneath, openFolderBeneath, orFileFault } from '@bootwright/process/files';

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
  return orFileFault('read', pathOf(place), () => {
    if (typeof place === 'string') return FolderHandle.open(place);
    using trusted = FolderHandle.open(place.below);
    return openFolderBeneath(trusted, place.names);
  });
}

/** Makes a folder and those above it where they are absent, and opens it as `openPlace` does. */
export function makePlace(place: FolderPlace): FolderHandle {
  if (typeof place === 'string') {
    makeFolder(place, { hint: 'name a folder that you may write to with --goldens' });
    return openPlace(place);
  }
  return orFileFault('write', pathOf(place), () => {
    using trusted = FolderHandle.open(place.below);
    return makeFolderBeneath(trusted, place.names);
  });
}
