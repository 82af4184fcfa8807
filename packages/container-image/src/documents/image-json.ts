import type { FaultDetails, JsonEntry, JsonObject, Location } from '@bootwright/core';
import { deepest, Fault, isObject, positionAt, quoted, walkJson } from '@bootwright/core';

/** The kinds of JSON documents in an image; each has keys of its own. */
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

/** Objects with keys of users, which every reader takes literally. */
const maps: readonly unknown[] = ['annotations', 'Labels', 'Volumes', 'ExposedPorts', 'LayerSources'];

/**
 * The value of a JSON document of an image that every program reads alike: Go takes the last of two equal keys and ignores
 * case, others take the first, or stop. Faults: `image/manifest` with line, column and path, for invalid JSON, deep nesting,
 * a byte order mark, and keys that are read differently.
 */
export function parseImageJson(bytes: Uint8Array, subject: string, document: ImageDocument): unknown {
  const text = decoded(bytes, subject);
  const known = new Map<string, string>(knownKeys[document].map((key) => [folded(key), key]));
  let fault: Fault | undefined;
  const problem = walkJson(text, (entry) => {
    const why = ambiguity(entry, known);
    if (why === undefined) return false;
    const at: Location = { document: subject, path: entry.path(), ...positionAt(text, entry.offset) };
    fault = manifestFault(subject, why, { at, hint: 'do not use this image: programs read it differently' });
    return true;
  });
  if (fault !== undefined) throw fault;
  if (problem === undefined) return JSON.parse(text);
  const why =
    problem.kind === 'depth'
      ? `its brackets are nested more than ${deepest} deep`
      : `it is not valid JSON: ${text.startsWith('\uFEFF') ? 'it begins with a byte order mark' : problem.problem}`;
  throw manifestFault(subject, why, { at: { document: subject, ...positionAt(text, problem.offset) } });
}

/** As `parseImageJson`, for a document that is an object. */
export function parseImageObject(bytes: Uint8Array, subject: string, document: ImageDocument): JsonObject {
  const value = parseImageJson(bytes, subject, document);
  if (isObject(value)) return value;
  throw manifestFault(subject, 'it is not a JSON object');
}

/** A document that cannot be used. */
export function manifestFault(subject: string, why: string, details: FaultDetails = {}): Fault {
  return new Fault('image/manifest', `${subject} cannot be used: ${why}`, {
    hint: 'fetch or save the image again; if that does not help, build it again',
    ...details,
  });
}

/** Keeps a byte order mark, which Go does not skip. */
function decoded(bytes: Uint8Array, subject: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw manifestFault(subject, 'it is not valid UTF-8', { cause });
  }
}

function ambiguity({ step, repeated, path }: JsonEntry, known: ReadonlyMap<string, string>): string | undefined {
  if (typeof step === 'number') return undefined;
  if (repeated) return `the key ${quoted(step)} is given twice, and programs differ in which one they take`;
  const key = known.get(folded(step));
  if (key === undefined || key === step || maps.includes(path().at(-2))) return undefined;
  return `the key ${quoted(step)} is ${quoted(key)} to programs that ignore case, and unknown to others`;
}

/** Equal for keys that Go's encoding/json takes as the same: `ſ` is `s` there, and the Kelvin sign `k`. */
function folded(key: string): string {
  return key.toUpperCase().toLowerCase();
}
