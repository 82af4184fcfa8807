import type { Architecture, Notice } from '@bootwright/core';
import { architectures, defined, nodeArchitecture, pushAll } from '@bootwright/core';
import type { BlobDescriptor, BlobStore } from './blob-store.ts';
import type { ChosenManifest, ManifestRequest } from './documents/choose-manifest.ts';
import { chooseManifest } from './documents/choose-manifest.ts';
import { manifestFault } from './documents/image-json.ts';
import { parseImageConfig, parseManifestDocument } from './documents/oci-documents.ts';
import { imageDoubts, typeDoubts } from './image-doubts.ts';
import type { ImageLayer, LayeredImage } from './layers/image-layer.ts';
import { limits } from './layers/limits.ts';
import { readBlob, shortDigest } from './verify-blob.ts';

/** Where an image of a store begins: its manifest, or an index of several architectures. */
export interface StoredImage {
  /** The reference as text, for the facts. */
  readonly name: string;
  /** With its media type. */
  readonly manifest: BlobDescriptor;
  /** Digest of an index through which this manifest was chosen already. */
  readonly listDigest?: string;
  /** Digests of other manifests there, which other programs may read; by default none. */
  readonly others?: readonly string[];
}

/** The image that was chosen in the index of a layout. */
export function chosenImage(name: string, { manifest, others }: ChosenManifest): StoredImage {
  return { name, manifest: manifest.descriptor, others };
}

export interface ResolveOptions {
  readonly architecture?: Architecture;
  readonly signal?: AbortSignal;
}

/** No real image has more indexes within each other. */
const mostIndexes = 4;

/** Manifest and configuration of an image. Faults: `image/…`. */
export async function resolveImage(
  store: BlobStore,
  image: StoredImage,
  options: ResolveOptions,
): Promise<LayeredImage> {
  const signal = defined({ signal: options.signal });
  const request = manifestRequest(options.architecture);
  let descriptor = image.manifest;
  let listDigest = image.listDigest;
  let others = image.others ?? [];
  const doubts: string[] = [];
  for (let depth = 0; depth <= mostIndexes; depth++) {
    const subject = `the manifest ${shortDigest(descriptor.digest)}`;
    const bytes = await readBlob(store, descriptor, { subject, most: limits.manifestBytes, ...signal });
    const document = parseManifestDocument(bytes, subject, descriptor.mediaType);
    pushAll(doubts, typeDoubts(document, descriptor));
    if (document.kind === 'index') {
      listDigest ??= descriptor.digest;
      const chosen = chooseManifest(document.manifests, request, subject);
      descriptor = chosen.manifest.descriptor;
      others = [...others, ...chosen.others];
      continue;
    }
    const about = `the configuration ${shortDigest(document.config.digest)}`;
    const bytesOfConfig = await readBlob(store, document.config, {
      subject: about,
      most: limits.configBytes,
      ...signal,
    });
    const config = parseImageConfig(bytesOfConfig, about);
    return {
      name: image.name,
      imageId: document.config.digest,
      digest: descriptor.digest,
      ...defined({ listDigest }),
      config,
      layers: document.layers.map((blob): ImageLayer => ({ blob, digestOf: 'stored' })),
      doubts: [
        ...doubts,
        ...imageDoubts({ ...document, rootType: config.rootType, digest: descriptor.digest, others }),
      ],
    };
  }
  throw manifestFault(image.name, `it is behind more than ${mostIndexes} indexes`);
}

/** The requested architecture, by default that of this host, or x86_64 where Bootwright does not know the host's. */
export function manifestRequest(architecture: Architecture | undefined): ManifestRequest {
  return {
    isAsked: architecture !== undefined,
    architecture: architecture ?? nodeArchitecture(process.arch) ?? 'x86_64',
  };
}

const rebuild = 'build and push the image again with podman or Docker';

/** Notices about an image before its files are read. */
export function imageNotices(image: LayeredImage): readonly Notice[] {
  const { architectureName, architecture } = image.config;
  const doubts = (image.doubts ?? []).map(
    (message): Notice => ({ code: 'image/read-differently', message, hint: rebuild }),
  );
  if (architectureName === undefined || architecture !== undefined) return doubts;
  const notice: Notice = {
    code: 'image/architecture',
    message: `the image is for ${JSON.stringify(architectureName)}; expected one of ${architectures.join(', ')}`,
    hint: 'name its architecture with --arch',
  };
  return [notice, ...doubts];
}
