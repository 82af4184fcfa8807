/**
 * What one image may cost. A bootable container has some 100,000 files, 10 GiB and 100 layers; whatever is beyond these
 * limits is refused with a fault, so that no image takes time or memory without end.
 */
export const limits = {
  /** Entries of all layers together, and paths of the merged tree. */
  entries: 2_000_000,
  /** Bytes of the names and link targets of all layers together. */
  nameBytes: 256 * 1024 * 1024,
  /** Names on the way through links, of all paths that layers put behind links. */
  linkSteps: 5_000_000,
  /** Linux' PATH_MAX. */
  pathBytes: 4096,
  layers: 1000,
  /** Bytes of all layers together, unpacked. */
  unpackedBytes: 64 * 1024 ** 3,
  /** Up to here nobody asks how well it is compressed; from here on, `ratio` at most. */
  unsuspectedBytes: 1024 ** 3,
  /** Unpacked bytes to stored ones: real layers have 2 to 10, files of zeros in gzip 1000. */
  ratio: 200,
  /** Bytes of one file of which inspection reads the content, and of all of them together. */
  keptFile: 1024 ** 3,
  kept: 4 * 1024 ** 3,
  /** Bytes of layers that are kept, as they were fetched, until the image is read; more are fetched again. */
  spooled: 4 * 1024 ** 3,
  /** Of manifests and indexes (the distribution specification's limit), and of the image's configuration. */
  manifestBytes: 4 * 1024 ** 2,
  configBytes: 16 * 1024 ** 2,
} as const;
