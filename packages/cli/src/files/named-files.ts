import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault, shownName } from '@bootwright/core';
import { FolderHandle, orFileFault } from '@bootwright/process/files';
import type { CommandContext } from '../command.ts';
import type { Host } from '../host.ts';
import { type FolderFiles, folderFiles } from './folder-files.ts';
import { passedOverNotice } from './passed-over.ts';

/** Which files of a folder a command reads. */
export interface FileKind {
  /** As "manifests". */
  readonly noun: string;
  readonly ending: RegExp;
  /** As ".json or .json.gz". */
  readonly endings: string;
}

/**
 * The files that `operands` name; of a folder, those of the kind in it and below, by name. What else could be one in it is a
 * notice. Faults: a folder cannot be read, or has no such files; standard input is named twice.
 */
export async function namedFiles(
  operands: readonly string[],
  kind: FileKind,
  { host, report }: Pick<CommandContext, 'host' | 'report'>,
): Promise<readonly string[]> {
  if (operands.filter((operand) => operand === '-').length > 1) {
    throw new Fault('usage/arguments', 'standard input can be read once', { hint: 'give "-" once' });
  }
  const files: string[] = [];
  for (const operand of operands) {
    if (!isFolder(operand, host)) {
      files.push(operand);
      continue;
    }
    const { paths, passedOver } = filesBelow(operand, kind, host);
    await report(passedOverNotice(operand, passedOver));
    if (paths.length === 0) throw noFiles(operand, kind);
    for (const path of paths) files.push(join(operand, path));
  }
  return files;
}

function isFolder(operand: string, host: Host): boolean {
  if (operand === '-') return false;
  // What does not exist is a fault once it is read.
  const look = () => statSync(resolve(host.directory, operand), { throwIfNoEntry: false });
  return orFileFault('read', operand, look)?.isDirectory() === true;
}

function filesBelow(folder: string, { ending }: FileKind, host: Host): FolderFiles {
  return orFileFault('read', folder, () => {
    using handle = FolderHandle.open(resolve(host.directory, folder));
    return folderFiles(handle, ending);
  });
}

/** The fault `file/absent` for a folder or set without files of a kind. */
export function noFiles(source: string, { noun, endings }: Pick<FileKind, 'noun' | 'endings'>): Fault {
  return new Fault('file/absent', `${shownName(source)} contains no ${noun}`, {
    at: { file: source },
    hint: `give one with files that end in ${endings}`,
  });
}
