import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Fault, isObject, shownName } from '@bootwright/core';
import type { ManifestFleet } from '@bootwright/fleet-diff';
import { FolderHandle, fileFault, listBeneath, namesOfPath, readFileBeneath } from '@bootwright/process/files';
import { parseJson } from '../../files/parse-json.ts';
import { decodeText, mostBytes } from '../../files/read-text.ts';
import type { Host } from '../../host.ts';
import { isManifestFile, pairingNames } from './manifest-name.ts';
import { archiveEnding, readArchive } from './open-archive.ts';
import { readRevision } from './open-revision.ts';
import { fleetLimits, type PackedTexts } from './packed-texts.ts';

/** What an operand of `diff` names. */
export type OpenOperand =
  | { readonly kind: 'fleet'; readonly fleet: ManifestFleet }
  /** The text of a file in a git revision. */
  | { readonly kind: 'text'; readonly text: string }
  /** A file, which is read as any other. */
  | { readonly kind: 'file' };

const folderDepth = 32;

/**
 * Opens an operand of `diff`: a folder or an archive of manifests, `ARCHIVE:FOLDER` for a part of one, `REVISION:PATH` of
 * the git repository around; anything else is a file. Faults: it cannot be read, or has no manifests.
 */
export async function openOperand(operand: string, host: Host): Promise<OpenOperand> {
  const found = kindOf(operand, host);
  if (found === 'folder') return { kind: 'fleet', fleet: folderFleet(operand, host) };
  if (found === 'file' && archiveEnding.test(operand))
    return { kind: 'fleet', fleet: packedFleet(operand, await readArchive(operand, '', host)) };
  if (found !== 'absent') return { kind: 'file' };
  const [, head, path] = /^(.+?):(.*)$/s.exec(operand) ?? [];
  if (head === undefined || path === undefined) return { kind: 'file' };
  if (archiveEnding.test(head) && kindOf(head, host) === 'file') {
    const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
    return { kind: 'fleet', fleet: packedFleet(operand, await readArchive(head, folder, host)) };
  }
  const revision = await readRevision(operand, host);
  return revision.kind === 'file'
    ? { kind: 'text', text: revision.text }
    : { kind: 'fleet', fleet: packedFleet(operand, revision.texts) };
}

function kindOf(operand: string, host: Host): 'folder' | 'file' | 'absent' {
  if (operand === '-') return 'file';
  const found = statSync(resolve(host.directory, operand), { throwIfNoEntry: false });
  if (found === undefined) return 'absent';
  return found.isDirectory() ? 'folder' : 'file';
}

function folderFleet(folder: string, host: Host): ManifestFleet {
  try {
    const handle = FolderHandle.open(resolve(host.directory, folder));
    const entries = listBeneath(handle, { entries: fleetLimits.files, depth: folderDepth });
    const paths = entries.filter(({ kind, path }) => kind === 'file' && isManifestFile(path)).map(({ path }) => path);
    return fleetOf(folder, paths, (path) => readManifest(handle, folder, path));
  } catch (error) {
    throw error instanceof Fault ? error : fileFault('read', folder, error);
  }
}

/** At once, and not by a stream: of thousands of small files most of the time would be spent waiting. */
function readManifest(handle: FolderHandle, folder: string, path: string): Uint8Array {
  try {
    return readFileBeneath(handle, namesOfPath(path), mostBytes);
  } catch (error) {
    throw fileFault('read', `${folder}/${path}`, error);
  }
}

function packedFleet(source: string, texts: PackedTexts): ManifestFleet {
  return fleetOf(source, texts.names, (path) => texts.bytes(path));
}

function fleetOf(source: string, paths: readonly string[], bytes: (path: string) => Uint8Array): ManifestFleet {
  if (paths.length === 0) {
    throw new Fault('file/absent', `${shownName(source)} contains no manifests`, {
      at: { file: source },
      hint: 'give one with files that end in .json or .json.gz',
    });
  }
  const names = pairingNames(paths);
  return {
    names: [...names.keys()],
    read: async (name) => {
      const path = names.get(name) ?? name;
      const file = `${source}/${path}`;
      const text = decodeText(unpacked(bytes(path), file), file);
      return { text, parse: () => manifestOf(text, file) };
    },
  };
}

function unpacked(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (cause) {
    const hint = 'check that it is the right file';
    throw new Fault('file/gzip', `${shownName(file)} is not valid gzip, or too long`, { at: { file }, hint, cause });
  }
}

/** The manifest, also where it is wrapped as gen-manifests does. */
function manifestOf(text: string, file: string): unknown {
  const subject = { code: 'diff/json', subject: shownName(file), hint: 'give manifests of osbuild' };
  const value = parseJson(text, { file }, subject);
  return isObject(value) && isObject(value.manifest) && value.pipelines === undefined ? value.manifest : value;
}
