import type { Notice } from '@bootwright/core';
import { Fault } from '@bootwright/core';
import { collectTree } from '../collect-tree.ts';
import { engineFault } from '../engine-fault.ts';
import type { EngineImage } from '../engine-image.ts';
import { mountGuardian } from '../engine-script.ts';
import type { ReadImage, ReadOptions } from '../image-reader.ts';
import type { ImageReference } from '../image-reference.ts';
import { renderImageReference } from '../image-reference.ts';
import { directorySource } from './directory.ts';
import { countBytes } from './engine/count-bytes.ts';
import type { ReadFiles } from './engine/engine-storage.ts';
import { inspectImage, notHeld } from './engine/engine-storage.ts';
import { readExportedImage } from './engine/exported-tree.ts';
import { whileHeld } from './engine/guardian.ts';
import { isRootless, noteDirectory } from './engine/storage-user.ts';
import { sweep } from './engine/sweep.ts';

type PodmanReference = Extract<ImageReference, { readonly transport: 'containers-storage' }>;

/**
 * An image of podman's storage, read where podman mounts it and unmounted again whatever happens; nothing is pulled.
 * What an earlier run left that was killed is removed first. Faults: `podman/…`, and `image/architecture` where the
 * image is for another one than that asked for.
 */
export async function readPodman(reference: PodmanReference, options: ReadOptions): Promise<ReadImage> {
  options.signal?.throwIfAborted();
  const sweeping = sweep('podman', options);
  const image = await inspectImage('podman', reference.name, options).finally(() => sweeping);
  const { name } = reference;
  const facts = { name: renderImageReference(reference), ...image };
  try {
    const { tree, ...counted } = await readMountedImage(image, name, options);
    return { tree, facts: { ...facts, ...counted }, notices: [] };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'podman/failed') throw error;
    // Podman in a virtual machine mounts nothing here, but exports from there.
    const { tree, ...counted } = await readExportedImage('podman', { name, image }, options);
    return { tree, facts: { ...facts, ...counted }, notices: [notMounted(error)] };
  }
}

function notMounted(fault: Fault): Notice {
  return {
    code: 'podman/not-mounted',
    message: `the image was read from its export, which takes longer, as podman does not mount it: ${fault.message}`,
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  };
}

/**
 * The files of an image that podman has. Without root the mount is in a space of podman's own. It is read through the guardian, which is in that space, by
 * way of /proc/PID/root: it belongs to this user, and needs neither a second program nor a copy of the image.
 */
export async function readMountedImage(image: EngineImage, name: string, options: ReadOptions): Promise<ReadFiles> {
  const notes = noteDirectory(options.environment);
  const rootless = isRootless();
  const guarded = {
    command: mountGuardian(image.imageId, { rootless, ...(notes === undefined ? {} : { notes }) }),
    refused: (result: Parameters<typeof engineFault>[2]) =>
      engineFault('podman', name, result) ?? notHeld('podman', name),
    left: (result: Parameters<typeof engineFault>[2]) => notUnmounted(image, engineFault('podman', name, result)),
  };
  return whileHeld(guarded, options, async (line) => {
    const [, pid = '', directory = ''] = /^(\d+) (\/.*)$/.exec(line) ?? [];
    if (directory === '') throw notHeld('podman', name);
    const counting = countBytes(directory, { rootless, ...options });
    const tree = collectTree(
      directorySource(rootless ? `/proc/${pid}/root${directory}` : directory),
      options.interests,
    );
    const size = await counting;
    return { tree, ...(size === undefined ? {} : { size }) };
  });
}

function notUnmounted(image: EngineImage, cause: Fault | undefined): Fault {
  const id = image.imageId.slice('sha256:'.length, 'sha256:'.length + 12);
  return new Fault('podman/not-unmounted', `podman did not unmount the image ${id}`, {
    hint: `unmount it with "podman image unmount ${id}"`,
    ...(cause === undefined ? {} : { cause }),
  });
}
