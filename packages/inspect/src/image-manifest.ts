import type { Location } from '@bootwright/core';
import { Fault } from '@bootwright/core';
import type { BlobDescriptor } from './blob-store.ts';
import { isDigest } from './registry-name.ts';

/** One image: where its configuration and its layers are, the lowest first. */
export interface ImageManifest {
  readonly kind: 'manifest';
  readonly config: BlobDescriptor;
  readonly layers: readonly BlobDescriptor[];
}

/** Several images under one name. */
export interface ImageIndex {
  readonly kind: 'index';
  readonly manifests: readonly IndexEntry[];
}

export interface IndexEntry extends BlobDescriptor {
  readonly mediaType: string;
  readonly platform?: ImagePlatform;
  /** The tag in a layout (`org.opencontainers.image.ref.name`). */
  readonly refName?: string;
}

/** In the words of the Go language: `linux`, `amd64`, `v8`. */
export interface ImagePlatform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** Media types of one image's manifest, and of an index (OCI image specification; Docker's schema 2). */
export const manifestMediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;
export const indexMediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const;
const configMediaTypes = ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'];
const schema1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;

/** More images under one name, or layers of one image, are a fault: nobody has them. */
const mostEntries = 10_000;

/** Whether a media type is that of a manifest or an index. */
export function isManifestMediaType(mediaType: string): boolean {
  return [...manifestMediaTypes, ...indexMediaTypes].some((known) => known === mediaType);
}

/**
 * A manifest or an index, told apart by what it says it is and, where it does not, by `mediaType`, which came with it,
 * and by what it holds. Other keys are left alone, as the specification has it. Faults: `image/manifest` for what is
 * broken, `image/schema1` for Docker's first form, `image/not-an-image` for other things that registries keep.
 */
export function parseImageManifest(text: string, at: Location, mediaType?: string): ImageManifest | ImageIndex {
  const root = objectOf(jsonOf(text, at), 'it', at);
  const said = textField(root, 'mediaType', at);
  const type = said ?? mediaType ?? '';
  if (schema1.test(type) || field(root, 'schemaVersion') === 1) throw oldForm(at);
  if (indexMediaTypes.some((known) => known === type)) return indexOf(root, at);
  if (manifestMediaTypes.some((known) => known === type)) return manifestOf(root, at);
  // OCI manifests need not say what they are.
  if (Array.isArray(field(root, 'manifests')) && !Array.isArray(field(root, 'layers'))) return indexOf(root, at);
  if (said === undefined && Array.isArray(field(root, 'layers'))) return manifestOf(root, at);
  throw noImage(
    type === '' ? 'it is neither a manifest nor an index' : `it is ${JSON.stringify(type.slice(0, 100))}`,
    at,
  );
}

function indexOf(root: object, at: Location): ImageIndex {
  const manifests = listField(root, 'manifests', at).map((value) => indexEntry(value, at));
  return { kind: 'index', manifests };
}

function indexEntry(value: unknown, at: Location): IndexEntry {
  const entry = objectOf(value, 'an entry of "manifests"', at);
  const { digest, size, mediaType } = descriptorOf(entry, 'an entry of "manifests"', at);
  const platform = platformOf(field(entry, 'platform'), at);
  const annotations = field(entry, 'annotations');
  const refName =
    annotations === undefined
      ? undefined
      : textField(objectOf(annotations, '"annotations"', at), 'org.opencontainers.image.ref.name', at);
  return {
    digest,
    size,
    mediaType: mediaType ?? manifestMediaTypes[0],
    ...(platform === undefined ? {} : { platform }),
    ...(refName === undefined ? {} : { refName }),
  };
}

function platformOf(value: unknown, at: Location): ImagePlatform | undefined {
  if (value === undefined) return undefined;
  const platform = objectOf(value, '"platform"', at);
  const variant = textField(platform, 'variant', at) ?? '';
  return {
    os: textField(platform, 'os', at) ?? '',
    architecture: textField(platform, 'architecture', at) ?? '',
    ...(variant === '' ? {} : { variant }),
  };
}

function manifestOf(root: object, at: Location): ImageManifest {
  const config = descriptorOf(objectOf(field(root, 'config'), '"config"', at), '"config"', at);
  if (config.mediaType !== undefined && !configMediaTypes.includes(config.mediaType)) {
    throw noImage(`its configuration is ${JSON.stringify(config.mediaType.slice(0, 100))}`, at);
  }
  const layers = listField(root, 'layers', at).map((value) =>
    descriptorOf(objectOf(value, 'an entry of "layers"', at), 'an entry of "layers"', at),
  );
  return { kind: 'manifest', config, layers };
}

function descriptorOf(value: object, what: string, at: Location): BlobDescriptor {
  const digest = textField(value, 'digest', at) ?? '';
  if (!isDigest(digest)) {
    throw broken(`the digest of ${what} is ${JSON.stringify(digest.slice(0, 200))}, which cannot be checked`, at);
  }
  const size = field(value, 'size');
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw broken(`${what} has no size`, at);
  const mediaType = textField(value, 'mediaType', at) ?? '';
  return { digest, size, ...(mediaType === '' ? {} : { mediaType }) };
}

function jsonOf(text: string, at: Location): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken('it is no JSON', at);
  }
}

function objectOf(value: unknown, what: string, at: Location): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw broken(`${what} is no object`, at);
}

function listField(object: object, key: string, at: Location): readonly unknown[] {
  const value = field(object, key);
  if (!Array.isArray(value)) throw broken(`"${key}" is no list`, at);
  if (value.length > mostEntries) throw broken(`"${key}" has more than ${mostEntries} entries`, at);
  return value;
}

function textField(object: object, key: string, at: Location): string | undefined {
  const value = field(object, key);
  if (value === undefined || typeof value === 'string') return value;
  throw broken(`"${key}" is no string`, at);
}

/** `null` counts as absent, as in Go's decoder, which writes and reads nearly all images. */
function field(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value ?? undefined;
}

function broken(why: string, at: Location): Fault {
  return new Fault('image/manifest', `cannot read the manifest of the image: ${why}`, {
    at,
    hint: 'push or save the image anew',
  });
}

function oldForm(at: Location): Fault {
  return new Fault('image/schema1', 'the image has a manifest of Docker’s first form (schema 1), which is not read', {
    at,
    hint: 'pull it and push it anew, with any Docker or podman of today',
  });
}

function noImage(why: string, at: Location): Fault {
  return new Fault('image/not-an-image', `what stands under this name is no image of a container: ${why}`, {
    at,
    hint: 'registries keep other things as well; check the name and the tag',
  });
}
