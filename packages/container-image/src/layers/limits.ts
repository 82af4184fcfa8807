/** How large the parts of an image may be; what all of them may cost together is in `workLimits`. */
export const limits = {
  /** Linux' PATH_MAX. */
  pathBytes: 4096,
  layers: 1000,
  /** Bytes of one file whose content is read, and of all of them together. */
  keptFile: 1024 ** 3,
  kept: 4 * 1024 ** 3,
  /** Bytes of fetched layers that are kept until the image is read; more are fetched again. */
  spooled: 4 * 1024 ** 3,
  /** Of manifests and indexes (the distribution specification's limit), and of the image's configuration. */
  manifestBytes: 4 * 1024 ** 2,
  configBytes: 16 * 1024 ** 2,
} as const;
