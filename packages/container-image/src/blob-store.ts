/** What names a blob: its digest, its length in bytes and, where it is known, what it is. */
export interface BlobDescriptor {
  /** `sha256:…` or `sha512:…`. */
  readonly digest: string;
  readonly size: number;
  /** Of manifests and indexes always given, so that a registry knows where to ask. */
  readonly mediaType?: string;
  /** Whether it names addresses to fetch the blob from (OCI image specification, descriptor.md), which nothing here asks. */
  readonly hasUrls?: true;
}

/**
 * Where the blobs of an image are: a layout directory, an archive, a registry. A store gives bytes and need not check
 * them: who reads compares digest and size while they stream. What is missing is thrown as a `Fault` by the iteration.
 */
export interface BlobStore {
  /**
   * The bytes of a blob from its beginning, in pieces that belong to the caller. It may be asked for the same blob
   * again, and for several at a time; an iteration that ends early gives up its resources.
   */
  readonly open: (blob: BlobDescriptor, signal?: AbortSignal) => AsyncIterable<Uint8Array>;
}
