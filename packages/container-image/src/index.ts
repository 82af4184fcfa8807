export type { BlobDescriptor, BlobStore } from './blob-store.ts';
export {
  indexMediaTypes,
  isDocumentMediaType,
  manifestMediaTypes,
  registryManifestType,
} from './documents/registry-manifest.ts';
export { packingDoubts } from './image-doubts.ts';
export type { ImageFacts, ReadImage, ReadOptions, ReadProgress, RootReader } from './image-reader.ts';
export { budgetOf } from './image-reader.ts';
export type { ImageReference } from './image-reference.ts';
export { isWrittenAsPath, parseImageReference, renderImageReference } from './image-reference.ts';
export type { ImageLayer, LayeredImage } from './layers/image-layer.ts';
export { limits } from './layers/limits.ts';
export type { ReadLayers } from './layers/read-layers.ts';
export { readLayers } from './layers/read-layers.ts';
export type { LayerReading } from './layers/scan-layer.ts';
export { streamLayer } from './layers/scan-layer.ts';
export type { ReadInode } from './layers/table/table-source.ts';
export { readArchive, readArchiveStream } from './sources/archive.ts';
export { readDirectoryImage } from './sources/directory-image.ts';
export { readOciLayout } from './sources/oci-layout.ts';
export { referenceOfPath } from './sources/reference-of-path.ts';
export { readStoredImage } from './sources/stored-image.ts';
export { spooledStore } from './spooled-store.ts';
export { algorithmOf, digestOf, shortDigest } from './verify-blob.ts';
