import type { ImageReference, ReadImage, ReadOptions } from '@bootwright/container-image';
import { budgetOf, renderImageReference } from '@bootwright/container-image';
import type { Notice } from '@bootwright/core';
import { defined, Fault } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { readTreeStepByStep } from '@bootwright/file-tree';
import { engineFault } from '../engine-fault.ts';
import { parseMountedImage } from '../engine-image.ts';
import { mountCleanup } from '../engine-script.ts';
import { type Guarded, withCleanup } from '../storage/cleanup-process.ts';
import { inspectImage, notHeld } from '../storage/engine-storage.ts';
import { inspectAndSweep } from '../storage/inspect-and-sweep.ts';
import { isRootless, noteDirectory } from '../storage/storage-user.ts';
import { readExportedImage } from './exported-tree.ts';
import { readSavedImage } from './saved-image.ts';

type PodmanReference = Extract<ImageReference, { readonly transport: 'containers-storage' }>;

/**
 * An image of podman's storage, read where podman mounts it and unmounted again whatever happens, or as podman saves it
 * where its layers are asked for; nothing is pulled.
 * What an earlier run left that was killed is removed meanwhile. Faults: `podman/…`, and `image/architecture` where the
 * image is for another one than that asked for.
 */
export async function readPodman(reference: PodmanReference, options: ReadOptions): Promise<ReadImage> {
  if (options.rootReader !== undefined) return readSavedImage('podman', reference, options);
  options.signal?.throwIfAborted();
  const { name } = reference;
  // All at once: to start podman takes longer than to read what it mounts.
  const [inspected, mounted] = await Promise.allSettled([
    inspectAndSweep('podman', name, options),
    readMountedImage({ name }, options),
  ]);
  const image = settledValue(inspected);
  const facts = { name: renderImageReference(reference), ...image };
  try {
    const { imageId, tree } = settledValue(mounted);
    if (imageId === image.imageId) return { tree, facts, notices: [] };
    // The name has become another image's in between.
    return { tree, facts: { ...facts, ...(await inspectImage('podman', imageId, options)) }, notices: [] };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'podman/failed') throw error;
    // Podman in a virtual machine mounts nothing here, but exports from there.
    const { tree } = await readExportedImage('podman', { name, image }, options);
    return { tree, facts, notices: [notMounted(error)] };
  }
}

function settledValue<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

function notMounted(fault: Fault): Notice {
  return {
    code: 'podman/not-mounted',
    message: `the image was read from its export, which takes longer, as podman does not mount it: ${fault.message}`,
    ...defined({ hint: fault.hint }),
  };
}

/** An image to be mounted: by its id where that is known, else by its name, which is what faults call it. */
interface Mountable {
  readonly name: string;
  readonly imageId?: string;
}

/** The files of an image that podman has. */
export function readMountedImage(
  image: Mountable,
  options: ReadOptions,
): Promise<{ readonly imageId: string; readonly tree: Tree }> {
  return withMountedImage(image, options, async ({ root, imageId }) => ({
    imageId,
    tree: await readTreeStepByStep(root, options.files, budgetOf(options)),
  }));
}

/** An image that is mounted. */
export interface MountedRoot {
  readonly imageId: string;
  /** A path by which this process and those that it starts reach the root directory. */
  readonly root: string;
}

/**
 * Calls `use` while podman has the image mounted, read-only. Without root the mount is in a space of podman's own. It is
 * reached through the cleanup process, which is in that space, by way of /proc/PID/root: it belongs to this user, and needs
 * neither a second program nor a copy of the image. Faults: `podman/…`.
 */
export async function withMountedImage<T>(
  { name, imageId }: Mountable,
  options: Pick<ReadOptions, 'runner' | 'environment' | 'signal'>,
  use: (mounted: MountedRoot) => Promise<T>,
): Promise<T> {
  const notes = noteDirectory(options.environment);
  const rootless = isRootless();
  const guarded: Guarded = {
    command: mountCleanup(imageId ?? name, { rootless, ...defined({ notes }) }),
    refused: (result) => engineFault('podman', name, result) ?? notHeld('podman', name),
    left: (result) => notUnmounted(name, engineFault('podman', name, result)),
  };
  return withCleanup(guarded, options, async (line) => {
    const [pid = ''] = line.split(' ', 1);
    const mounted = parseMountedImage(line.slice(pid.length));
    if (mounted === undefined) throw notHeld('podman', name);
    const { id, directory } = mounted;
    return use({ imageId: `sha256:${id}`, root: rootless ? `/proc/${pid}/root${directory}` : directory });
  });
}

function notUnmounted(name: string, cause: Fault | undefined): Fault {
  return new Fault('podman/not-unmounted', `podman did not unmount the image ${name}`, {
    hint: `unmount it with "podman image unmount ${name}"`,
    ...defined({ cause }),
  });
}
