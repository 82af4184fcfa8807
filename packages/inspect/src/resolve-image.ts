import type { Architecture, Notice } from '@bootwright/core';
import { architectures } from '@bootwright/core';
import type { BlobDescriptor, BlobStore } from './blob-store.ts';
import type { ManifestWish } from './choose-manifest.ts';
import { chooseManifest } from './choose-manifest.ts';
import type { ImageLayer, LayeredImage } from './layers/image-layer.ts';
import { limits } from './layers/limits.ts';
import { manifestFault, parseImageConfig, parseManifestDocument } from './oci-documents.ts';
import { readBlob, shortDigest } from './verify-blob.ts';

/** Where an image of a store begins: its manifest, or an index of manifests of several architectures. */
export interface StoredImage {
  /** The reference as text, for the facts. */
  readonly name: string;
  /** With its media type. */
  readonly manifest: BlobDescriptor;
  /** Digest of an index through which this manifest was chosen already. */
  readonly listDigest?: string;
}

export interface ResolveOptions {
  readonly architecture?: Architecture;
  readonly signal?: AbortSignal;
}

/** An index in an index in an index is no real image. */
const mostIndexes = 4;

/** Manifest and configuration of an image. Faults: `image/…`. */
export async function resolveImage(
  store: BlobStore,
  image: StoredImage,
  options: ResolveOptions,
): Promise<LayeredImage> {
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const wish = manifestWish(options.architecture);
  let descriptor = image.manifest;
  let listDigest = image.listDigest;
  for (let depth = 0; depth <= mostIndexes; depth++) {
    const subject = `the manifest ${shortDigest(descriptor.digest)}`;
    const bytes = await readBlob(store, descriptor, { subject, most: limits.manifestBytes, ...signal });
    const document = parseManifestDocument(bytes, subject);
    if (document.kind === 'index') {
      listDigest ??= descriptor.digest;
      descriptor = chooseManifest(document.manifests, wish, subject).descriptor;
      continue;
    }
    const about = `the configuration ${shortDigest(document.config.digest)}`;
    const config = await readBlob(store, document.config, { subject: about, most: limits.configBytes, ...signal });
    return {
      name: image.name,
      imageId: document.config.digest,
      digest: descriptor.digest,
      ...(listDigest === undefined ? {} : { listDigest }),
      config: parseImageConfig(config, about),
      layers: document.layers.map((blob): ImageLayer => ({ blob, digestOf: 'stored' })),
    };
  }
  throw manifestFault(image.name, `more than ${mostIndexes} indexes lead to it`);
}

/** The architecture that is asked for, by default that of this host. */
export function manifestWish(architecture: Architecture | undefined): ManifestWish {
  return { isAsked: architecture !== undefined, architecture: architecture ?? hostArchitecture() };
}

/** Of the machine that this runs on; where Bootwright does not know it, the most usual one. */
function hostArchitecture(): Architecture {
  const names = new Map([
    ['x64', 'x86_64'],
    ['arm64', 'aarch64'],
    ['ppc64', 'ppc64le'],
  ]);
  const name = names.get(process.arch) ?? process.arch;
  return architectures.find((architecture) => architecture === name) ?? 'x86_64';
}

/** What a reader should know of an image before its files are read. */
export function imageNotices(image: LayeredImage): readonly Notice[] {
  const { architectureName, architecture } = image.config;
  if (architectureName === undefined || architecture !== undefined) return [];
  const notice: Notice = {
    code: 'image/architecture',
    message: `the image says that it is for ${JSON.stringify(architectureName)}, which is none of ${architectures.join(', ')}`,
    hint: 'say for which architecture it is with --arch',
  };
  return [notice];
}
