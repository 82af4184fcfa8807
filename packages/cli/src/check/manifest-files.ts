import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Fault, shownName } from '@bootwright/core';
import { FolderHandle, fileFault, listBeneath } from '@bootwright/process/files';
import { decodeText, mostBytes, readBytes } from '../files/read-text.ts';
import type { Host } from '../host.ts';

/** A manifest under the name that was given, and how its text is read. */
export interface ManifestFile {
  /** `-` for standard input. */
  readonly file: string;
  /** Faults: it cannot be read, is too long, or is not UTF-8. */
  readonly read: () => Promise<string>;
}

const endings = ['.json', '.json.gz'];

/** A folder with more is not one of manifests. */
const limits = { entries: 200_000, depth: 32 };

/**
 * The files that `operands` name; of a folder, every `.json` and `.json.gz` in it and below, by name. Faults: a folder
 * cannot be read, or has no manifests.
 */
export function manifestFiles(operands: readonly string[], host: Host): readonly ManifestFile[] {
  if (operands.filter((operand) => operand === '-').length > 1) {
    throw new Fault('usage/arguments', 'standard input can be read once', { hint: 'give "-" once' });
  }
  const files = operands.flatMap((operand) => (isFolder(operand, host) ? filesBelow(operand, host) : [operand]));
  return files.map((file) => ({ file, read: () => readManifestText(file, host) }));
}

function isFolder(operand: string, host: Host): boolean {
  // What does not exist is a fault once it is read.
  const found = operand === '-' ? undefined : statSync(resolve(host.directory, operand), { throwIfNoEntry: false });
  return found?.isDirectory() === true;
}

function filesBelow(folder: string, host: Host): readonly string[] {
  try {
    const entries = listBeneath(FolderHandle.open(resolve(host.directory, folder)), limits);
    const files = entries.filter(
      ({ path, kind }) => kind === 'file' && endings.some((ending) => path.endsWith(ending)),
    );
    if (files.length > 0) return files.map(({ path }) => join(folder, path));
  } catch (error) {
    throw fileFault('read', folder, error);
  }
  const hint = `give a folder with files that end in ${endings.join(' or ')}`;
  throw new Fault('file/absent', `${shownName(folder)} contains no manifests`, { at: { file: folder }, hint });
}

/** The first bytes of gzip. */
const isCompressed = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function readManifestText(file: string, host: Host): Promise<string> {
  const name = file === '-' ? 'standard input' : file;
  const bytes = await readBytes(file, host);
  // osbuild rejects a byte order mark.
  return decodeText(isCompressed(bytes) ? uncompressed(bytes, name) : bytes, name, { keepsMark: true });
}

function uncompressed(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (cause) {
    const isLong = cause instanceof RangeError;
    throw new Fault(
      isLong ? 'file/too-long' : 'file/gzip',
      isLong ? `${name} is longer than 64 MiB` : `${name} is not valid gzip`,
      { at: { file: name }, hint: 'check that it is the right file', cause },
    );
  }
}
