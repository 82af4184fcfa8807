import { Fault } from '@bootwright/core';
import {
  errorCode,
  type FolderHandle,
  fileFault,
  listBeneath,
  orFileFault,
  readFileBeneath,
} from '@bootwright/process/files';

/** No manifest and no case is longer. */
const longestText = 64 * 1024 * 1024;
/** Of the archive of all goldens. */
const longest = 512 * 1024 * 1024;
/** Of a walk below a folder. */
export const walkLimits = { entries: 500_000, depth: 64 };

/** A folder that is open, with its name for messages. */
export interface OpenFolder {
  readonly handle: FolderHandle;
  readonly name: string;
}

/** The text of a file below a folder; absent if the file does not exist. Faults: those of `fileFault`, `file/utf8`. */
export function readTextBeneath(open: OpenFolder, names: readonly string[]): string | undefined {
  const bytes = readBytesBeneath(open, names, longestText);
  try {
    return bytes === undefined ? undefined : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const file = [open.name, ...names].join('/');
    throw new Fault('file/utf8', `${file} is not UTF-8 text`, { at: { file }, hint: 'save it in UTF-8', cause });
  }
}

/** The bytes of a file below a folder; absent if the file does not exist. Faults: those of `fileFault`. */
export function readBytesBeneath(
  { handle, name }: OpenFolder,
  names: readonly string[],
  most: number = longest,
): Uint8Array | undefined {
  try {
    return readFileBeneath(handle, names, most);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileFault('read', [name, ...names].join('/'), error);
  }
}

/** Which paths below a folder are of interest. */
export interface PathChoice {
  /** Passed over, whatever is there. */
  readonly ignores: (path: string) => boolean;
  readonly wants: (path: string) => boolean;
}

/**
 * Paths of the wanted files below a folder, sorted. One that is not a regular file is a fault, as it would be when it is
 * read; so is any link, which could lead to a folder with such files.
 */
export function pathsBeneath({ handle, name }: OpenFolder, { ignores, wants }: PathChoice): readonly string[] {
  return orFileFault('read', name, () => listBeneath(handle, walkLimits)).flatMap(({ path, kind }) => {
    if (ignores(path)) return [];
    if (kind === 'link') throw linkFault(`${name}/${path}`);
    if (!wants(path)) return [];
    if (kind === 'special') throw specialFault(`${name}/${path}`);
    return [path];
  });
}

function linkFault(file: string): Fault {
  return new Fault('file/link', `${file} is a symbolic link, which is not followed`, {
    at: { file },
    hint: 'put the file or folder itself in its place',
  });
}

function specialFault(file: string): Fault {
  return new Fault('file/special', `${file} is not a regular file`, { at: { file }, hint: 'remove it' });
}
