import type { Command } from '@bootwright/process';
import { engineFault } from '../../engine-fault.ts';
import type { EngineName } from '../../engine-image.ts';
import type { ReadImage, ReadOptions } from '../../image-reader.ts';
import type { ImageReference } from '../../image-reference.ts';
import { renderImageReference } from '../../image-reference.ts';
import { readArchiveStream } from '../archive.ts';
import { commandOutput } from './command-output.ts';
import { untilSignal } from './engine-storage.ts';
import { inspectAndSweep } from './inspect-and-sweep.ts';

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
    ...untilSignal(options.signal),
    failed: (result) => engineFault(engine, name, result),
  });
  // What stands for the archive in messages.
  const archive = { transport: 'docker-archive', path: `${engine} save ${name}` } as const;
  const { facts, ...saved } = await readArchiveStream(stream, archive, options);
  // See ImageFacts.
  const size = engine === 'podman' ? image.size : facts.size;
  const own = { name: renderImageReference(reference), ...(size === undefined ? {} : { size }) };
  return { ...saved, facts: { ...facts, ...image, ...own } };
}
