import type { ImageFacts } from '@bootwright/container-image';
import {
  bytes,
  defined,
  Fault,
  type JsonObject,
  knownArchitecture,
  listOf,
  numberOf,
  objectOf,
  parsedJson,
  textOf,
} from '@bootwright/core';

/** A program that keeps images and runs containers on this machine. */
export type EngineName = 'podman' | 'docker';

/**
 * What an engine knows of an image in its storage. As digest of an image of several architectures Docker's engine says that
 * of the list; in the size what upper layers hide counts too.
 */
export interface EngineImage extends Omit<ImageFacts, 'name'> {
  readonly imageId: string;
}

/**
 * Reads what `podman image inspect` or `docker image inspect` prints of one image. `name` is the image's name.
 * Fault: `podman/answer` or `docker/answer` for other output.
 */
export function parseEngineImage(text: string, engine: EngineName, name: string): EngineImage {
  const image = soleItem(text);
  const imageId = /^(?:sha256:)?([0-9a-f]{64})$/.exec(textOf(image.Id) ?? '')?.[1];
  if (imageId === undefined) {
    throw new Fault(`${engine}/answer`, `"${engine} image inspect" printed nothing usable about ${name}`, {
      hint: `run "${engine} image inspect ${name}" by hand; it has to print a list of one image with its Id`,
    });
  }
  const { Layers: layers } = objectOf(image.RootFS);
  const created = textOf(image.Created);
  const size = numberOf(image.Size) ?? 0;
  return {
    imageId: `sha256:${imageId}`,
    ...digestsOf(image, name),
    // An architecture that is not known here is left out: the programs of the image tell it.
    ...defined({ architecture: knownArchitecture(textOf(image.Architecture) ?? '') }),
    ...(Number.isSafeInteger(size) && size > 0 ? { size: bytes(size) } : {}),
    // Go's zero time stands where nobody knows.
    ...(created === undefined || created === '' || created.startsWith('0001-') ? {} : { created }),
    labels: new Map([...stringsIn(objectOf(image.Config).Labels), ...stringsIn(image.Labels)]),
    ...(Array.isArray(layers) ? { layers: layers.length } : {}),
  };
}

/** An image that podman has mounted. */
export interface MountedImage {
  /** As `podman image unmount` takes it. */
  readonly id: string;
  readonly directory: string;
}

/** Reads what `podman image mount --format json` prints of one image; absent for other output. */
export function parseMountedImage(text: string): MountedImage | undefined {
  const image = soleItem(text);
  const [id, directory] = [textOf(image.id), textOf(image.mountpoint)];
  if (id === undefined || !/^[0-9a-f]{64}$/.test(id) || directory?.startsWith('/') !== true) return undefined;
  return { id, directory };
}

/** Podman names the manifest in `Digest`, and both it and the list it came from in `RepoDigests`; Docker only these. */
function digestsOf(image: JsonObject, name: string): Pick<EngineImage, 'digest' | 'listDigest'> {
  const own = textOf(image.Digest);
  const entries = listOf(image.RepoDigests).flatMap((entry) => {
    const [repository = '', digest = ''] = textOf(entry)?.split('@') ?? [];
    return digest === '' ? [] : [{ repository, digest }];
  });
  // Of several repositories that which was asked for goes first.
  const ordered = [...entries].sort((a, b) => Number(isOf(name, b.repository)) - Number(isOf(name, a.repository)));
  if (own === undefined || own === '') {
    const [first] = ordered;
    return first === undefined ? {} : { digest: first.digest };
  }
  const list = ordered.find(({ digest }) => digest !== own);
  return { digest: own, ...(list === undefined ? {} : { listDigest: list.digest }) };
}

function isOf(name: string, repository: string): boolean {
  return name === repository || name.startsWith(`${repository}:`) || name.startsWith(`${repository}@`);
}

/** The only item of a JSON list, as an object; empty for other text. */
function soleItem(text: string): JsonObject {
  const [item, ...others] = listOf(parsedJson(text));
  return others.length === 0 ? objectOf(item) : {};
}

function stringsIn(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(objectOf(value)).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : []));
}
