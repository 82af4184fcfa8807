import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The top folder of the workspace, also from a bundle in node_modules/.cache. */
export const workspaceRoot = above(import.meta.dirname);

function above(folder: string): string {
  return existsSync(join(folder, 'nx.json')) ? folder : above(dirname(folder));
}

/** Facts that other programs gave, in every clone: test-data/reference/README.md lists the files. */
export const referenceFolder = join(workspaceRoot, 'test-data/reference');

/** The values of `NAME.jsonl.gz` under `test-data/reference`, one a line. */
export function referenceLines<Line>(name: string): readonly Line[] {
  return linesOf(referenceText(name)).map((line): Line => JSON.parse(line));
}

/** The text of `NAME.jsonl.gz` under `test-data/reference`; seeds beyond 2^53 keep their digits. */
export function referenceText(name: string): string {
  return read(join(referenceFolder, `${name}.jsonl.gz`));
}

/**
 * What the facts were taken from: whole manifests, schemas, logs. It is text of other projects, so it stays outside of
 * the repository, and a clone alone does not have it.
 */
export const recordingsFolder = join(workspaceRoot, '../shared/reference');

export const hasRecordings = existsSync(recordingsFolder);

/** Whether tests that need the recordings are skipped, and a note for their names that says why. */
export const recordings = {
  missing: !hasRecordings,
  note: hasRecordings ? '' : ' [skipped: ../shared/reference not found, which has texts of other projects]',
};

/** The text of a file of the recordings, decompressed. */
export function recordingText(path: string): string {
  return read(join(recordingsFolder, path));
}

/** The values of a file of JSON lines of the recordings. */
export function recordingLines<Line>(path: string): readonly Line[] {
  return linesOf(recordingText(path)).map((line): Line => JSON.parse(line));
}

/** The manifests that are recorded as text. */
export function recordedManifests(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(join(recordingsFolder, 'manifests')).map((file) => ({
    name: file.replace(/\.json$/, ''),
    text: recordingText(join('manifests', file)),
  }));
}

type Meta = Readonly<Record<'schema' | 'schema_2', Readonly<Record<string, unknown>>>>;

function metas(kind: string): Readonly<Record<string, Meta>> {
  const folder = join('osbuild-schemas', kind);
  const files = readdirSync(join(recordingsFolder, folder));
  return Object.fromEntries(
    files.map((file) => [file.replace(/\.meta\.json$/, ''), JSON.parse(recordingText(join(folder, file)))]),
  );
}

/** osbuild's schemas, as `manifestValidator` of @bootwright/osbuild/testing takes them. */
export function recordedSchemas() {
  const document: Readonly<Record<string, unknown>> = JSON.parse(recordingText('osbuild-schemas/osbuild2.json'));
  return {
    document,
    stages: metas('stages'),
    sources: metas('sources'),
    inputs: metas('inputs'),
    devices: metas('devices'),
    mounts: metas('mounts'),
  };
}

/** The lines of a text that has one value a line. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function read(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
