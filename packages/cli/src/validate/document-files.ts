import { join, resolve } from 'node:path';
import { Fault, shownName } from '@bootwright/core';
import { FolderHandle, fileFault, listBeneath } from '@bootwright/process/files';
import { isFolder } from '../check/manifest-files.ts';
import type { Host } from '../host.ts';

const endings = ['.toml', '.json', '.json.gz', '.yaml', '.yml'];

/** A folder with more is not one of documents. */
const limits = { entries: 20_000, depth: 32 };

/**
 * The files that `operands` name; of a folder, those in it and below with the ending of a document, by name. Faults: a folder
 * cannot be read, or has no such files; standard input is given twice.
 */
export function documentFiles(operands: readonly string[], host: Host): readonly string[] {
  if (operands.filter((operand) => operand === '-').length > 1) {
    throw new Fault('usage/arguments', 'standard input can be read once', { hint: 'give "-" once' });
  }
  return operands.flatMap((operand) => (isFolder(operand, host) ? documentsBelow(operand, host) : [operand]));
}

function documentsBelow(folder: string, { directory }: Host): readonly string[] {
  const files = filesBelow(folder, directory).filter((path) => endings.some((ending) => path.endsWith(ending)));
  if (files.length > 0) return files.map((path) => join(folder, path));
  const hint = `give a folder with files that end in ${endings.join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
  throw new Fault('file/absent', `${shownName(folder)} contains no documents`, { at: { file: folder }, hint });
}

function filesBelow(folder: string, directory: string): readonly string[] {
  try {
    const entries = listBeneath(FolderHandle.open(resolve(directory, folder)), limits);
    return entries.flatMap(({ path, kind }) => (kind === 'file' ? [path] : []));
  } catch (error) {
    throw fileFault('read', folder, error);
  }
}
