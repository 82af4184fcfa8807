import type { CommandContext } from '../command.ts';
import { manifestEnding } from '../files/folder-files.ts';
import { manifestText } from '../files/manifest-text.ts';
import { type FileKind, namedFiles } from '../files/named-files.ts';
import { readBytes } from '../files/read-text.ts';
import type { Host } from '../host.ts';

/** A manifest under the name that was given, and how its text is read. */
export interface ManifestFile {
  /** `-` for standard input. */
  readonly file: string;
  /** Faults: it cannot be read, is too long, or is not UTF-8. */
  readonly read: () => Promise<string>;
}

export const manifestFile: FileKind = { noun: 'manifests', ending: manifestEnding, endings: '.json or .json.gz' };

/** The manifests that `operands` name, and those of folders among them. Faults: those of `namedFiles`. */
export async function manifestFiles(
  operands: readonly string[],
  context: Pick<CommandContext, 'host' | 'report'>,
): Promise<readonly ManifestFile[]> {
  const files = await namedFiles(operands, manifestFile, context);
  return files.map((file) => ({ file, read: () => readManifestText(file, context.host) }));
}

/** The text of a manifest, unpacked where it is gzip, with a byte order mark where it has one. */
export async function readManifestText(file: string, host: Host): Promise<string> {
  // osbuild rejects a byte order mark.
  return manifestText(await readBytes(file, host), file === '-' ? 'standard input' : file, { keepsMark: true });
}
