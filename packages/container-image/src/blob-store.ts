/** A blob's digest, its size in bytes and, where it is known, its media type. */
export interface BlobDescriptor {
  /** `sha256:…` or `sha512:…`. */
  readonly digest: string;
  readonly size: number;
  /** Always given for manifests and indexes, which a registry serves at another path. */
  readonly mediaType?: string;
  /** Whether it has URLs of the blob (OCI image specification, descriptor.md), which are never fetched here. */
  readonly hasUrls?: true;
}

/**
 * The blobs of an image: in a layout directory, an archive, a registry. A store need not check bytes: the reader compares
 * digest and size as they stream. The iteration throws a `Fault` for a missing blob.
 */
export interface BlobStore {
  /**
   * The bytes of a blob from its beginning, in pieces that belong to the caller. It may be called for the same blob again,
   * and for several at a time; an iteration that ends early releases its resources.
   */
  readonly open: (blob: BlobDescriptor, signal?: AbortSignal) => AsyncIterable<Uint8Array>;
}
