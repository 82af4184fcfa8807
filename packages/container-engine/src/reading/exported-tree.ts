import type { BlobStore, ReadLayers, ReadOptions } from '@bootwright/container-image';
import { budgetOf, readLayers } from '@bootwright/container-image';
import { defined } from '@bootwright/core';
import { withScratchFile } from '@bootwright/file-tree';
import { commandOutput } from '../command-output.ts';
import { engineFault } from '../engine-fault.ts';
import type { EngineImage, EngineName } from '../engine-image.ts';
import type { NewContainer } from '../engine-script.ts';
import { createContainer } from '../engine-script.ts';
import { withCleanup } from '../storage/cleanup-process.ts';
import { cleanedUpContainer, newContainer } from '../storage/engine-storage.ts';

/** The files of an image, exported from a container that is made of it, never started and removed again. */
export async function readExportedImage(engine: EngineName, made: MadeOf, options: ReadOptions): Promise<ReadLayers> {
  const created = newContainer(engine, made.image.imageId);
  const held = cleanedUpContainer(created, createContainer(created), made.name);
  return withCleanup(held, options, () => readContainerTree(created, made, options));
}

/** What a container was made of. */
export interface MadeOf {
  readonly name: string;
  readonly image: EngineImage;
}

/**
 * The files of a container as its engine exports them, as one layer that nobody has a digest of. Docker puts its own
 * /etc/hosts, /etc/hostname, /etc/resolv.conf and /etc/mtab over those of the image, so that its size is some bytes off.
 */
export async function readContainerTree(
  created: NewContainer,
  made: MadeOf,
  options: ReadOptions,
): Promise<ReadLayers> {
  const { engine } = created;
  const store: BlobStore = {
    open: (_, signal) =>
      commandOutput([engine, 'export', created.name], {
        runner: options.runner,
        ...defined({ signal: signal ?? options.signal }),
        failed: (result) => engineFault(engine, made.name, result),
      }),
  };
  const blob = { digest: made.image.imageId, size: made.image.size ?? 0 };
  return withScratchFile(options.environment, (scratch) =>
    readLayers(store, [{ blob, digestOf: 'nothing' }], {
      scratch,
      budget: budgetOf(options),
      ...defined({ signal: options.signal, onProgress: options.onProgress }),
      files: options.files,
    }),
  );
}
