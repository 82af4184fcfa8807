import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault, shownName } from '@bootwright/core';
import { FolderHandle, fileFault } from '@bootwright/process/files';
import type { CommandContext } from '../command.ts';
import { type FolderManifests, folderManifests } from '../files/folder-manifests.ts';
import { manifestText } from '../files/manifest-text.ts';
import { passedOverNotice } from '../files/passed-over.ts';
import { readBytes } from '../files/read-text.ts';
import type { Host } from '../host.ts';

/** A manifest under the name that was given, and how its text is read. */
export interface ManifestFile {
  /** `-` for standard input. */
  readonly file: string;
  /** Faults: it cannot be read, is too long, or is not UTF-8. */
  readonly read: () => Promise<string>;
}

/**
 * The files that `operands` name; of a folder, every `.json` and `.json.gz` in it and below, by name. What else could be a
 * manifest in it is a notice. Faults: a folder cannot be read, or has no manifests.
 */
export async function manifestFiles(
  operands: readonly string[],
  { host, report }: Pick<CommandContext, 'host' | 'report'>,
): Promise<readonly ManifestFile[]> {
  if (operands.filter((operand) => operand === '-').length > 1) {
    throw new Fault('usage/arguments', 'standard input can be read once', { hint: 'give "-" once' });
  }
  const files: string[] = [];
  for (const operand of operands) {
    if (!isFolder(operand, host)) {
      files.push(operand);
      continue;
    }
    const { paths, passedOver } = filesBelow(operand, host);
    await report(passedOverNotice(operand, passedOver));
    if (paths.length === 0) throw noManifests(operand);
    for (const path of paths) files.push(join(operand, path));
  }
  return files.map((file) => ({ file, read: () => readManifestText(file, host) }));
}

/** Whether an operand names a folder. */
export function isFolder(operand: string, host: Host): boolean {
  // What does not exist is a fault once it is read.
  const found = operand === '-' ? undefined : statSync(resolve(host.directory, operand), { throwIfNoEntry: false });
  return found?.isDirectory() === true;
}

function filesBelow(folder: string, host: Host): FolderManifests {
  try {
    return folderManifests(FolderHandle.open(resolve(host.directory, folder)));
  } catch (error) {
    throw fileFault('read', folder, error);
  }
}

/** The fault `file/absent` for a set of manifests without any. */
export function noManifests(source: string): Fault {
  return new Fault('file/absent', `${shownName(source)} contains no manifests`, {
    at: { file: source },
    hint: 'give one with files that end in .json or .json.gz',
  });
}

/** The text of a manifest, unpacked where it is gzip, with a byte order mark where it has one. */
export async function readManifestText(file: string, host: Host): Promise<string> {
  // osbuild rejects a byte order mark.
  return manifestText(await readBytes(file, host), file === '-' ? 'standard input' : file, { keepsMark: true });
}
