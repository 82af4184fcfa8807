import type { JsonObject } from '@bootwright/core';
import { defined, isDigest, isObject, knownArchitecture, listOf, objectOf } from '@bootwright/core';
import type { BlobDescriptor } from '../blob-store.ts';
import type { ImageConfig } from '../layers/image-layer.ts';
import { limits } from '../layers/limits.ts';
import { checkInlineData } from '../verify-blob.ts';
import { manifestFault, parseImageObject } from './image-json.ts';
import {
  isConfigMediaType,
  isIndexMediaType,
  isManifestMediaType,
  manifestMediaTypes,
  noImage,
} from './registry-manifest.ts';

/** A manifest as an index names it (OCI image specification, image-index.md; Docker's manifest list is alike). */
export interface IndexedManifest {
  readonly descriptor: BlobDescriptor & { readonly mediaType: string };
  /** Go's name, such as `amd64`. */
  readonly architectureName?: string;
  readonly variant?: string;
  /** Go's name of an operating system, `linux`. */
  readonly osName?: string;
  /** Whether the index has a platform for it. */
  readonly hasPlatform: boolean;
  readonly annotations: ReadonlyMap<string, string>;
}

/** An index or a manifest. */
export type ManifestDocument =
  | { readonly kind: 'index'; readonly mediaType?: string; readonly manifests: readonly IndexedManifest[] }
  | {
      readonly kind: 'manifest';
      /** The document's own media type, which is optional. */
      readonly mediaType?: string;
      readonly config: BlobDescriptor;
      readonly layers: readonly BlobDescriptor[];
    };

const [manifestType] = manifestMediaTypes;

/**
 * An index or a manifest, which has to match `mediaType`, the type by which it was found, and its own. Faults:
 * `image/manifest` for what is neither, or both, or has no layers; `image/not-an-image`.
 */
export function parseManifestDocument(bytes: Uint8Array, subject: string, mediaType?: string): ManifestDocument {
  const json = parseImageObject(bytes, subject, 'manifest');
  if (json.schemaVersion === 1) {
    throw manifestFault(subject, 'it has the first version of its schema, which is no longer in use', {
      hint: 'push the image again',
    });
  }
  checkKind(json, mediaType, subject);
  const own = defined({ mediaType: textIn(json.mediaType) });
  if (json.manifests !== undefined) {
    const manifests = objectsIn(json.manifests, subject, 'manifests');
    return { kind: 'index', ...own, manifests: manifests.map((value) => indexedManifest(value, subject)) };
  }
  if (json.config === undefined || json.layers === undefined) {
    throw manifestFault(subject, 'it has neither "manifests" nor "config" and "layers"');
  }
  const config = descriptorIn(json.config, subject);
  if (config.mediaType !== undefined && !isConfigMediaType(config.mediaType)) throw noImage(subject, config.mediaType);
  const layers = objectsIn(json.layers, subject, 'layers').map((value) => descriptorIn(value, subject));
  for (const layer of layers) if (layer.mediaType !== undefined) checkLayerType(layer.mediaType, subject);
  return { kind: 'manifest', ...own, config, layers };
}

/** Keys of one kind of document; of a document with both, programs read one or the other (CVE-2021-41190). */
const indexKeys = ['manifests'] as const;
const manifestKeys = ['config', 'layers', 'fsLayers'] as const;

function checkKind(json: JsonObject, mediaType: string | undefined, subject: string): void {
  const isIndex = indexKeys.some((key) => json[key] !== undefined);
  const other = (isIndex ? manifestKeys : indexKeys).find((key) => json[key] !== undefined);
  if (other !== undefined)
    throw manifestFault(subject, `it is an index and a manifest at once, with "manifests" and "${other}"`);
  if (!isIndex && json.fsLayers !== undefined)
    throw manifestFault(subject, 'it is a manifest of two versions at once, with "fsLayers"');
  for (const type of [mediaType, textIn(json.mediaType)]) {
    const isOther = type !== undefined && (isIndex ? isManifestMediaType(type) : isIndexMediaType(type));
    if (isOther)
      throw manifestFault(subject, `it is ${isIndex ? 'an index' : 'a manifest'}, but its media type is ${type}`);
  }
}

/** The configuration of an image. Faults: `image/manifest`. */
export function parseImageConfig(bytes: Uint8Array, subject: string): ImageConfig {
  const json = parseImageObject(bytes, subject, 'configuration');
  const rootfs = objectOf(json.rootfs);
  if (rootfs.type !== undefined && rootfs.type !== 'layers')
    throw manifestFault(subject, `its root file system is ${JSON.stringify(rootfs.type)?.slice(0, 100)}, not "layers"`);
  const architectureName = textIn(json.architecture);
  const architecture = architectureName === undefined ? undefined : knownArchitecture(architectureName);
  const created = textIn(json.created);
  return {
    ...defined({ architectureName, architecture, created }),
    labels: textsIn(objectOf(json.config).Labels),
    // What is not a string matches no layer, and keeps the places of the others.
    ...(rootfs.type === undefined ? {} : { rootType: 'layers' }),
    diffIds: listOf(rootfs.diff_ids).map((id) => textIn(id) ?? ''),
  };
}

function objectsIn(value: unknown, subject: string, key: string): readonly JsonObject[] {
  if (Array.isArray(value) && value.length <= limits.layers && value.every(isObject)) return value;
  throw manifestFault(subject, `"${key}" is not a list of at most ${limits.layers} objects`);
}

function descriptorIn(value: unknown, subject: string): BlobDescriptor {
  if (!isObject(value)) throw manifestFault(subject, 'a descriptor in it is not an object');
  const { digest, size } = value;
  // Checked, as stores make file names and URLs of digests.
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw manifestFault(subject, `invalid digest in it: ${JSON.stringify(digest)?.slice(0, 100)}`);
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw manifestFault(subject, `invalid size of ${digest} in it`);
  }
  if (value.data !== undefined) checkInlineData(value.data, { digest, size }, subject);
  const mediaType = textIn(value.mediaType);
  const hasUrls = listOf(value.urls).length > 0;
  return { digest, size, ...defined({ mediaType }), ...(hasUrls ? { hasUrls } : {}) };
}

function indexedManifest(value: JsonObject, subject: string): IndexedManifest {
  const { architecture, variant, os } = objectOf(value.platform);
  const descriptor = descriptorIn(value, subject);
  return {
    descriptor: { ...descriptor, mediaType: descriptor.mediaType ?? manifestType },
    ...defined({ architectureName: textIn(architecture), variant: textIn(variant), osName: textIn(os) }),
    hasPlatform: value.platform !== undefined && value.platform !== null,
    annotations: textsIn(value.annotations),
  };
}

function checkLayerType(mediaType: string, subject: string): void {
  if (mediaType.endsWith('+encrypted')) {
    throw manifestFault(subject, 'its layers are encrypted', {
      hint: 'decrypt the image first, such as with "skopeo copy --decryption-key"',
    });
  }
  // Both families contain "tar": application/vnd.oci.image.layer.v1.tar+gzip, application/vnd.docker.image.rootfs.diff.tar.gzip.
  if (!mediaType.includes('tar')) {
    throw manifestFault(subject, `it has ${JSON.stringify(mediaType)} instead of layers`, {
      hint: 'name a container image',
    });
  }
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function textsIn(value: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(objectOf(value));
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
