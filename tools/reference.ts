import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The folder of recorded answers, which only some checkouts have beside them. */
export const referenceFolder = resolve(import.meta.dirname, '../../shared/reference');

export const hasReference = existsSync(referenceFolder);

function read(path: string): string {
  const bytes = readFileSync(join(referenceFolder, path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The values of a file of JSON lines, packed or not. */
export function referenceLines<Line>(path: string): readonly Line[] {
  return read(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line));
}

/** The value of a file of JSON. */
export function referenceJson<Value>(path: string): Value {
  return JSON.parse(read(path));
}

/** Every recorded manifest that is held as text. */
export function referenceManifests(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(join(referenceFolder, 'manifests')).map((file) => ({
    name: file.replace(/\.json$/, ''),
    text: read(join('manifests', file)),
  }));
}

type Meta = Readonly<Record<'schema' | 'schema_2', Readonly<Record<string, unknown>>>>;

function metas(kind: string): Readonly<Record<string, Meta>> {
  const folder = join('osbuild-schemas', kind);
  const files = readdirSync(join(referenceFolder, folder));
  return Object.fromEntries(
    files.map((file) => [file.replace(/\.meta\.json$/, ''), JSON.parse(read(join(folder, file)))]),
  );
}

/** osbuild's schemas, as `manifestValidator` of @bootwright/osbuild/testing takes them. */
export function referenceSchemas() {
  const document: Readonly<Record<string, unknown>> = JSON.parse(read('osbuild-schemas/osbuild2.json'));
  return {
    document,
    stages: metas('stages'),
    sources: metas('sources'),
    inputs: metas('inputs'),
    devices: metas('devices'),
    mounts: metas('mounts'),
  };
}
