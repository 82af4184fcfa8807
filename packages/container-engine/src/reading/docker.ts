import type { ImageReference, ReadImage, ReadOptions } from '@bootwright/container-image';
import { renderImageReference } from '@bootwright/container-image';
import { inspectAndSweep } from '../storage/inspect-and-sweep.ts';
import { readExportedImage } from './exported-tree.ts';
import { readSavedImage } from './saved-image.ts';

type DockerReference = Extract<ImageReference, { readonly transport: 'docker-daemon' }>;

/**
 * An image that Docker's engine has, read from the engine's export of a container that is made of it, never started and
 * removed again whatever happens, or as it saves it where its layers are asked for; nothing is pulled. What an earlier run left that was killed is removed first. Faults:
 * `docker/…`, and `image/architecture` where the image is for another one than that asked for.
 */
export async function readDocker(reference: DockerReference, options: ReadOptions): Promise<ReadImage> {
  if (options.rootReader !== undefined) return readSavedImage('docker', reference, options);
  options.signal?.throwIfAborted();
  const { name } = reference;
  const image = await inspectAndSweep('docker', name, options);
  const { tree, ...counted } = await readExportedImage('docker', { name, image }, options);
  return { tree, facts: { name: renderImageReference(reference), ...image, ...counted }, notices: [] };
}
