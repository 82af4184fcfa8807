import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject, shownName } from '@bootwright/core';
import type { ManifestFleet } from '@bootwright/fleet-diff';
import { FolderHandle, namesOfPath, orFileFault, readFileBeneath } from '@bootwright/process/files';
import { manifestFile } from '../../check/manifest-files.ts';
import { type FolderFiles, folderFiles, manifestEnding } from '../../files/folder-files.ts';
import { manifestText } from '../../files/manifest-text.ts';
import { noFiles } from '../../files/named-files.ts';
import { parseJson } from '../../files/parse-json.ts';
import { mostBytes } from '../../files/read-text.ts';
import type { Host } from '../../host.ts';
import { archiveEnding, readArchive } from './open-archive.ts';
import { readRevision } from './open-revision.ts';
import type { PackedTexts } from './packed-texts.ts';
import { pairingNames } from './pairing-names.ts';

/** Manifests of a folder, archive or revision, by path. */
export interface ManifestSet extends FolderFiles {
  /** As it was given. */
  readonly source: string;
  readonly bytes: (path: string) => Uint8Array | Promise<Uint8Array>;
}

/** What an operand of `diff` names. */
export type OpenOperand =
  | { readonly kind: 'set'; readonly set: ManifestSet }
  /** The text of a file in a git revision. */
  | { readonly kind: 'text'; readonly text: string }
  /** A file, which is read as any other. */
  | { readonly kind: 'file' };

/**
 * Opens an operand of `diff`: a folder or an archive of manifests, `ARCHIVE:FOLDER` for a part of one, `REVISION:PATH` of
 * the git repository around; anything else is a file. Faults: it cannot be read, or has no manifests.
 */
export async function openOperand(operand: string, host: Host): Promise<OpenOperand> {
  const found = kindOf(operand, host);
  if (found === 'folder') return { kind: 'set', set: folderSet(operand, host) };
  if (found === 'file' && archiveEnding.test(operand))
    return { kind: 'set', set: packedSet(operand, await readArchive(operand, '', host)) };
  if (found !== 'absent') return { kind: 'file' };
  const [, head, path] = /^(.+?):(.*)$/s.exec(operand) ?? [];
  if (head === undefined || path === undefined) return { kind: 'file' };
  if (archiveEnding.test(head) && kindOf(head, host) === 'file') {
    const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
    return { kind: 'set', set: packedSet(operand, await readArchive(head, folder, host)) };
  }
  const revision = await readRevision(operand, host);
  return revision.kind === 'file'
    ? { kind: 'text', text: manifestText(revision.bytes, operand) }
    : { kind: 'set', set: packedSet(operand, revision.texts) };
}

function kindOf(operand: string, host: Host): 'folder' | 'file' | 'absent' {
  if (operand === '-') return 'file';
  const found = statSync(resolve(host.directory, operand), { throwIfNoEntry: false });
  if (found === undefined) return 'absent';
  return found.isDirectory() ? 'folder' : 'file';
}

function folderSet(folder: string, host: Host): ManifestSet {
  return orFileFault('read', folder, () => {
    const handle = FolderHandle.open(resolve(host.directory, folder));
    // At once, and not by a stream: of thousands of small files most of the time would be spent waiting.
    const bytes = (path: string) =>
      orFileFault('read', `${folder}/${path}`, () => readFileBeneath(handle, namesOfPath(path), mostBytes));
    return { source: folder, ...folderFiles(handle, manifestEnding), bytes };
  });
}

function packedSet(source: string, texts: PackedTexts): ManifestSet {
  return { source, paths: texts.names, passedOver: texts.passedOver, bytes: (path) => texts.bytes(path) };
}

/** Two sets, their manifests by the names that pair them. Faults: `file/absent` where one has none. */
export function pairedFleets(
  before: ManifestSet,
  after: ManifestSet,
): { readonly before: ManifestFleet; readonly after: ManifestFleet } {
  for (const { paths, source } of [before, after]) if (paths.length === 0) throw noFiles(source, manifestFile);
  const names = pairingNames(before.paths, after.paths);
  return { before: fleetOf(before, names.before), after: fleetOf(after, names.after) };
}

function fleetOf({ source, bytes }: ManifestSet, names: ReadonlyMap<string, string>): ManifestFleet {
  return {
    names: [...names.keys()],
    read: async (name) => {
      const path = names.get(name) ?? name;
      const file = `${source}/${path}`;
      const text = manifestText(await bytes(path), file);
      return { text, parse: () => manifestOf(text, file) };
    },
  };
}

/** The manifest, also where it is wrapped as gen-manifests does. */
function manifestOf(text: string, file: string): unknown {
  const subject = { code: 'diff/json', subject: shownName(file), hint: 'give manifests of osbuild' };
  const value = parseJson(text, { file }, subject);
  return isObject(value) && isObject(value.manifest) && value.pipelines === undefined ? value.manifest : value;
}
