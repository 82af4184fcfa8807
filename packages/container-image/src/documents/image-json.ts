import type { FaultDetails, JsonEntry, Location } from '@bootwright/core';
import { deepest, Fault, positionAt, walkJson } from '@bootwright/core';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What a JSON document of an image is; each kind has keys of its own. */
export type ImageDocument = keyof typeof knownKeys;

/** The keys that decide what an image is (OCI image specification; moby, image/tarexport for `docker-archive`). */
const knownKeys = {
  manifest: [
    ...['schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'manifests', 'subject', 'annotations'],
    ...['digest', 'size', 'urls', 'data', 'platform', 'architecture', 'os', 'os.version', 'os.features', 'variant'],
  ],
  configuration: [
    ...['architecture', 'os', 'os.version', 'os.features', 'variant', 'created', 'config', 'rootfs', 'history'],
    ...['type', 'diff_ids', 'Labels', 'empty_layer'],
  ],
  'docker-archive': ['Config', 'RepoTags', 'Layers', 'Parent', 'LayerSources'],
  layout: ['imageLayoutVersion'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Objects with keys of people, of which every reader takes each letter as it is. */
const maps: readonly unknown[] = ['annotations', 'Labels', 'Volumes', 'ExposedPorts', 'LayerSources'];

/**
 * The value of a JSON document of an image, which every program reads alike: Go takes the last of two equal keys and any
 * case of a letter, others the first, or stop. Faults: `image/manifest` with line, column and path, where it is no JSON, is
 * nested too deep, begins with a byte order mark, or has keys that are read differently.
 */
export function parseImageJson(bytes: Uint8Array, subject: string, document: ImageDocument): unknown {
  const text = decoded(bytes, subject);
  const known = new Map<string, string>(knownKeys[document].map((key) => [folded(key), key]));
  let fault: Fault | undefined;
  const problem = walkJson(text, (entry) => {
    const why = ambiguity(entry, known);
    if (why === undefined) return false;
    const at: Location = { document: subject, path: entry.path(), ...positionAt(text, entry.offset) };
    fault = manifestFault(subject, why, { at, hint: 'do not use this image: programs differ in what it is' });
    return true;
  });
  if (fault !== undefined) throw fault;
  if (problem === undefined) return JSON.parse(text);
  const why =
    problem.kind === 'depth'
      ? `its brackets are nested more than ${deepest} deep`
      : `it is no JSON: ${text.startsWith('\uFEFF') ? 'it begins with a byte order mark' : problem.problem}`;
  throw manifestFault(subject, why, { at: { document: subject, ...positionAt(text, problem.offset) } });
}

/** As `parseImageJson`, of a document that is an object. */
export function parseImageObject(bytes: Uint8Array, subject: string, document: ImageDocument): JsonObject {
  const value = parseImageJson(bytes, subject, document);
  if (isObject(value)) return value;
  throw manifestFault(subject, 'it is no JSON object');
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A document of an image that cannot be used. */
export function manifestFault(subject: string, why: string, details: FaultDetails = {}): Fault {
  return new Fault('image/manifest', `${subject} cannot be used: ${why}`, {
    hint: 'fetch or save the image again; if that does not help, build it again',
    ...details,
  });
}

/** With a byte order mark where there is one, which Go does not skip. */
function decoded(bytes: Uint8Array, subject: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw manifestFault(subject, 'it is no UTF-8 text', { cause });
  }
}

function ambiguity({ step, repeated, path }: JsonEntry, known: ReadonlyMap<string, string>): string | undefined {
  if (typeof step === 'number') return undefined;
  if (repeated) return `the key ${shown(step)} is given twice, and programs differ in which one they take`;
  const key = known.get(folded(step));
  if (key === undefined || key === step || maps.includes(path().at(-2))) return undefined;
  return `the key ${shown(step)} is ${shown(key)} to programs that do not tell capitals apart, and unknown to others`;
}

/** Alike for keys that Go's encoding/json takes for the same: `ſ` is `s` there, and the Kelvin sign `k`. */
function folded(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function shown(key: string): string {
  return JSON.stringify(key.slice(0, 100));
}
