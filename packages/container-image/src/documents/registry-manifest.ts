import { Fault, objectOf } from '@bootwright/core';
import { parseImageObject } from './image-json.ts';

/** Media types of one image's manifest, and of an index of several (OCI image specification; Docker's schema 2). */
export const manifestMediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;
export const indexMediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const;
const known: readonly string[] = [...manifestMediaTypes, ...indexMediaTypes];

const configMediaTypes: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];
const schema1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;

/** Whether a media type is that of a manifest or an index, which registries serve apart from blobs. */
export function isDocumentMediaType(mediaType: string): boolean {
  return known.includes(mediaType);
}

export function isManifestMediaType(mediaType: string): boolean {
  return manifestMediaTypes.some((type) => type === mediaType);
}

export function isIndexMediaType(mediaType: string): boolean {
  return indexMediaTypes.some((type) => type === mediaType);
}

export function isConfigMediaType(mediaType: string): boolean {
  return configMediaTypes.includes(mediaType);
}

/**
 * The media type of a registry's document: its own, else that of the response, else by its keys. Registries also have
 * charts, signatures and old images. Faults: `image/schema1` for Docker's first schema, `image/not-an-image` for other
 * artifacts, `image/manifest` for what is broken.
 */
export function registryManifestType(bytes: Uint8Array, shown: string, contentType: string): string {
  const root = parseImageObject(bytes, `the manifest of ${shown}`, 'manifest');
  const said = typeof root.mediaType === 'string' && root.mediaType !== '' ? root.mediaType : undefined;
  const type = said ?? contentType;
  if (schema1.test(type) || root.schemaVersion === 1) throw oldForm(shown);
  const { mediaType } = objectOf(root.config);
  if (typeof mediaType === 'string' && !isConfigMediaType(mediaType)) throw noImage(shown, mediaType);
  if (isDocumentMediaType(type)) return type;
  // Old servers send "application/json", and OCI's documents need no media type.
  if (said !== undefined) throw noImage(shown, said);
  return Array.isArray(root.manifests) ? indexMediaTypes[0] : manifestMediaTypes[0];
}

function oldForm(shown: string): Fault {
  const message = `the image ${shown} has a manifest of Docker's schema 1, which is not supported`;
  return new Fault('image/schema1', message, {
    hint: 'pull and push the image again, with a current Docker or podman',
  });
}

/** An artifact of a registry or layout that is not an image. */
export function noImage(shown: string, type: string): Fault {
  const message = `${shown} is not a container image, but ${JSON.stringify(type.slice(0, 100))}`;
  return new Fault('image/not-an-image', message, {
    hint: 'check the name and the tag: registries also have artifacts that are not images',
  });
}
