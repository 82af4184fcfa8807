import { Fault } from '@bootwright/core';
import { isObject, parseJsonObject } from './oci-documents.ts';

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

const configMediaTypes: readonly unknown[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];
const schema1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;

/** Whether a media type is that of a manifest or an index. */
export function isManifestMediaType(mediaType: string): boolean {
  return known.includes(mediaType);
}

/**
 * The media type of what a registry gave under a name: what it says itself, else what came with it, else what it looks
 * like. Registries keep more than images: charts, signatures, and images of old. Faults: `image/schema1` for Docker's
 * first form, `image/not-an-image` for other things, `image/manifest` for what is broken.
 */
export function registryManifestType(bytes: Uint8Array, shown: string, contentType: string): string {
  const root = parseJsonObject(bytes, `the manifest of ${shown}`);
  const said = typeof root.mediaType === 'string' && root.mediaType !== '' ? root.mediaType : undefined;
  const type = said ?? contentType;
  if (schema1.test(type) || root.schemaVersion === 1) throw oldForm(shown);
  if (isObject(root.config)) {
    const { mediaType } = root.config;
    if (typeof mediaType === 'string' && !configMediaTypes.includes(mediaType)) throw noImage(shown, mediaType);
  }
  if (isManifestMediaType(type)) return type;
  // Old servers say "application/json", and OCI's documents need not say what they are.
  if (said !== undefined) throw noImage(shown, said);
  return Array.isArray(root.manifests) ? indexMediaTypes[0] : manifestMediaTypes[0];
}

function oldForm(shown: string): Fault {
  const message = `the image ${shown} has a manifest of Docker’s first form (schema 1), which is not read`;
  return new Fault('image/schema1', message, {
    hint: 'pull it and push it anew, with any Docker or podman of today',
  });
}

function noImage(shown: string, type: string): Fault {
  const message = `what stands under the name ${shown} is no image of a container, but ${JSON.stringify(type.slice(0, 100))}`;
  return new Fault('image/not-an-image', message, {
    hint: 'registries keep other things as well; check the name and the tag',
  });
}
