import type { ImageReference, ReadImage, ReadOptions } from '@bootwright/container-image';
import { readArchiveStream, renderImageReference } from '@bootwright/container-image';
import type { Notice } from '@bootwright/core';
import { defined } from '@bootwright/core';
import type { Command } from '@bootwright/process';
import { commandOutput } from '../command-output.ts';
import { engineFault } from '../engine-fault.ts';
import type { EngineName } from '../engine-image.ts';
import { inspectAndSweep } from '../storage/inspect-and-sweep.ts';

type EngineReference = Extract<ImageReference, { readonly transport: 'containers-storage' | 'docker-daemon' }>;

/** How engines write an image with its layers to standard output; layers are not packed, which would take longer. */
const saveCommands: Readonly<Record<EngineName, Command>> = {
  podman: ['podman', 'save', '--quiet', '--format', 'docker-archive'],
  docker: ['docker', 'save'],
};

/** An image with its layers, of which composefs digests are computed: a mount and an export have none. */
export async function readSavedImage(
  engine: EngineName,
  reference: EngineReference,
  options: ReadOptions,
): Promise<ReadImage> {
  options.signal?.throwIfAborted();
  const { name } = reference;
  const image = await inspectAndSweep(engine, name, options);
  const stream = commandOutput([...saveCommands[engine], image.imageId], {
    runner: options.runner,
    ...defined({ signal: options.signal }),
    failed: (result) => engineFault(engine, name, result),
  });
  // What stands for the archive in messages.
  const archive = { transport: 'docker-archive', path: `${engine} save ${name}` } as const;
  const { facts, ...saved } = await readArchiveStream(stream, archive, options);
  // See ImageFacts.
  const size = engine === 'podman' ? image.size : facts.size;
  const own = { name: renderImageReference(reference), ...defined({ size }) };
  const notices = [...saved.notices, ...idNotices(engine, image.imageId, facts.imageId)];
  return { ...saved, facts: { ...facts, ...image, ...own }, notices };
}

/** Docker with containerd's storage names images by their manifests, which what it saves does not have. */
function idNotices(engine: EngineName, named: string, saved: string | undefined): readonly Notice[] {
  if (saved === undefined || saved === named) return [];
  const notice: Notice = {
    code: `${engine}/image-id`,
    message: `${engine} names the image ${named}, and what it saved has the configuration ${saved}: nothing but its word says that they belong together`,
    hint: 'verify the image from its registry to check its manifest as well',
  };
  return [notice];
}
