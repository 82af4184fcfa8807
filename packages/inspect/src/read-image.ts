import type { ComposefsRoot, VerityAlgorithm } from '@bootwright/composefs';
import type { ImageReference, ReadImage, ReadOptions } from '@bootwright/container-image';
import { Fault, unreachable } from '@bootwright/core';
import type { FileSelection } from '@bootwright/file-tree';
import { composefsReading } from '@bootwright/seal';
import { inspectedFiles } from './inspected-files.ts';

export interface ReadImageOptions extends Omit<ReadOptions, 'files' | 'rootReader'> {
  /** What is kept of the files, by default all that `inspectTree` reads. */
  readonly files?: readonly FileSelection[];
  /** Whether the layers are read for the composefs digest as well, where the source has them. */
  readonly composefs?: boolean;
  /** With `composefs`: how contents are hashed. Default: SHA-512, as bootc does. */
  readonly hash?: VerityAlgorithm;
}

/** What was read, with the composefs root where it was asked for and the source has the image's layers. */
export interface InspectedImage extends ReadImage {
  readonly composefs?: ComposefsRoot;
}

/**
 * The files that inspection reads of an image, and what else is known of it. Nothing of the image is run, and nothing
 * temporary is left when the promise settles. Faults: `image/…` for an image that is broken, `registry/…`, `podman/…`
 * and `docker/…` for where it comes from.
 */
export async function readImage(reference: ImageReference, options: ReadImageOptions): Promise<InspectedImage> {
  const { files = inspectedFiles, composefs, hash, ...more } = options;
  if (composefs !== true) return readFrom(reference, { ...more, files });
  const reading = composefsReading(hash);
  const image = await readFrom(reference, { ...more, files, rootReader: reading.reader });
  const root = reading.root();
  return root === undefined ? image : { ...image, composefs: root };
}

async function readFrom(reference: ImageReference, options: ReadOptions): Promise<ReadImage> {
  // Loaded when needed: most runs of the command read from one source, and many from none.
  switch (reference.transport) {
    case 'dir':
      return (await import('@bootwright/container-image')).readDirectoryImage(reference, options);
    case 'oci':
      return (await import('@bootwright/container-image')).readOciLayout(reference, options);
    case 'oci-archive':
    case 'docker-archive':
      return (await import('@bootwright/container-image')).readArchive(reference, options);
    case 'docker':
      return (await import('@bootwright/registry')).readRegistry(reference, options);
    case 'containers-storage':
      return (await import('@bootwright/container-engine')).readPodman(reference, options);
    case 'docker-daemon':
      return (await import('@bootwright/container-engine')).readDocker(reference, options);
    case 'name':
      return readBareName(reference.name, options);
    default:
      return unreachable(reference);
  }
}

/**
 * From podman's storage, or from Docker's engine where podman has no such image or cannot answer. Where neither gives the
 * image, there is one fault with both reasons: `image/not-found` where one of them looked for it, or the code of podman's
 * where neither could.
 */
async function readBareName(name: string, options: ReadOptions): Promise<ReadImage> {
  const ofPodman = await attempt(() => readFrom({ transport: 'containers-storage', name }, options));
  if (!(ofPodman instanceof Fault)) return ofPodman;
  options.signal?.throwIfAborted();
  const ofDocker = await attempt(() => readFrom({ transport: 'docker-daemon', name }, options));
  if (!(ofDocker instanceof Fault)) return ofDocker;
  const looked = [ofPodman, ofDocker].find(({ code }) => /\/(?:not-pulled|name)$/.test(code));
  const { code, hint } = looked ?? ofPodman;
  throw new Fault(
    looked === undefined ? code : 'image/not-found',
    `cannot read the image ${name}: ${ofPodman.message}; ${ofDocker.message}`,
    {
      quoted: [...ofPodman.quoted, ...ofDocker.quoted],
      hint: `${hint === undefined ? '' : `${hint}; or `}read it from its registry: docker://${name}`,
      cause: ofPodman,
    },
  );
}

/** An engine that has no such image, or that cannot say so. */
const withoutImage = /^(?:podman|docker)\/(?:not-installed|not-pulled|name|engine|permission|rootless|service|failed)$/;

/** A fault of an image that the engine has is thrown at once: the other engine has another image, if any. */
async function attempt(act: () => Promise<ReadImage>): Promise<ReadImage | Fault> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Fault && withoutImage.test(error.code)) return error;
    throw error;
  }
}
