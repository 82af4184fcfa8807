import { quoted } from '@bootwright/core';
import type { BlobDescriptor } from './blob-store.ts';
import type { ManifestDocument } from './documents/oci-documents.ts';
import { isIndexMediaType, isManifestMediaType } from './documents/registry-manifest.ts';
import type { Packing } from './layers/unpack/unpack-layer.ts';
import { shortDigest } from './verify-blob.ts';

/** What an image declares. */
export interface DescribedImage {
  readonly digest: string;
  readonly config: BlobDescriptor;
  readonly layers: readonly BlobDescriptor[];
  readonly rootType: 'layers' | undefined;
  /** Digests of other manifests, which programs may take for the same platform or name. */
  readonly others: readonly string[];
}

const oci = 'application/vnd.oci.image.layer.';
const docker = 'application/vnd.docker.image.rootfs.';
/** The media types of layers that bootc unpacks (composefs-oci, layer.rs), and Docker's, which skopeo turns into them. */
const packings: ReadonlyMap<string, Packing['packing']> = new Map([
  [`${oci}v1.tar`, 'tar'],
  [`${oci}v1.tar+gzip`, 'gzip'],
  [`${oci}v1.tar+zstd`, 'zstd'],
  [`${oci}nondistributable.v1.tar`, 'tar'],
  [`${oci}nondistributable.v1.tar+gzip`, 'gzip'],
  [`${oci}nondistributable.v1.tar+zstd`, 'zstd'],
  [`${docker}diff.tar`, 'tar'],
  [`${docker}diff.tar.gzip`, 'gzip'],
  [`${docker}foreign.diff.tar`, 'tar'],
  [`${docker}foreign.diff.tar.gzip`, 'gzip'],
]);

/**
 * Why bootc, podman or skopeo may read another image than this one, or none. Each is stricter somewhere than the reader
 * here.
 */
export function imageDoubts({ digest, config, layers, rootType, others }: DescribedImage): readonly string[] {
  const several = `the index has ${others.length + 1} manifests for this platform or name, and ${shortDigest(digest)} is read: other programs may take another`;
  return [
    ...(others.length === 0 ? [] : [several]),
    ...(config.mediaType === undefined
      ? ['the manifest gives no media type of the configuration: bootc stops there']
      : []),
    ...(rootType === undefined ? ['the configuration has no "rootfs.type": bootc stops there'] : []),
    ...(config.hasUrls ? ['the configuration has URLs of its own: bootc fetches it from there'] : []),
    ...layers.flatMap(({ hasUrls }, index) =>
      hasUrls ? [`layer ${index + 1} has URLs of its own: bootc fetches it from there, and stops where it cannot`] : [],
    ),
    ...layers.flatMap(({ mediaType }, index): readonly string[] => {
      if (mediaType === undefined) return [`the manifest gives no media type of layer ${index + 1}: bootc stops there`];
      if (packings.has(mediaType)) return [];
      return [`layer ${index + 1} has the media type ${quoted(mediaType)}, which bootc does not unpack`];
    }),
  ];
}

/**
 * Why bootc may not read a manifest or an index: skopeo uses the media type of its descriptor, and stops where the document
 * is something else (containers/image, `manifest.FromBlob`).
 */
export function typeDoubts(
  { kind, mediaType }: Pick<ManifestDocument, 'kind' | 'mediaType'>,
  named: { readonly digest: string; readonly mediaType?: string },
): readonly string[] {
  const isKnown = kind === 'index' ? isIndexMediaType : isManifestMediaType;
  const types = [named.mediaType, mediaType].filter((type) => type !== undefined);
  const what = `the ${kind} ${shortDigest(named.digest)}`;
  const unknown = types.find((type) => !isKnown(type));
  if (unknown !== undefined)
    return [`${what} has the media type ${quoted(unknown)}, which is not that of such a document: bootc stops there`];
  const [first = '', second = first] = types;
  return first === second
    ? []
    : [`${what} is named with the media type ${quoted(first)} and says ${quoted(second)} of itself: bootc stops there`];
}

/**
 * Why bootc may read another tar archive in a layer: it unpacks by the media type, and only the first gzip member or zstd
 * frame (composefs-oci, `decompress_async`; async-compression, `multiple_members`).
 */
export function packingDoubts(index: number, mediaType: string | undefined, found: Packing): readonly string[] {
  const layer = `layer ${index + 1}`;
  const said = mediaType === undefined ? undefined : packings.get(mediaType);
  if (said !== undefined && said !== found.packing)
    return [
      `${layer} has the media type ${quoted(mediaType ?? '')}, and its bytes are ${found.packing}: bootc stops there`,
    ];
  if (!found.isSeveral) return [];
  const parts = found.packing === 'gzip' ? 'gzip members' : 'zstd frames, as layers in the form zstd:chunked have';
  const other = found.packing === 'gzip' ? 'in one member' : 'with --compression-format=gzip';
  return [`${layer} has several ${parts}: bootc unpacks the first alone; push the image ${other}`];
}
