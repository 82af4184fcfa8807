import type { ComposefsRoot, VerityAlgorithm } from '@bootwright/composefs';
import type { RootReader } from '@bootwright/container-image';
import { sealedFiles } from './sealed-files.ts';
import { sealedSource } from './sealed-source.ts';

/** A reading of layers as composefs has them, and the root that it found. */
export interface ComposefsReading {
  readonly reader: RootReader;
  /** Absent until layers were read. */
  readonly root: () => ComposefsRoot | undefined;
}

/**
 * Reads the layers of an image as composefs does. The picture is then of the files that its digest covers, and of those
 * in /boot that take part in the boot. Contents are hashed with SHA-512 by default, as bootc does.
 */
export function composefsReading(algorithm: VerityAlgorithm = 'sha512'): ComposefsReading {
  let found: ComposefsRoot | undefined;
  return {
    root: () => found,
    reader: {
      files: sealedFiles,
      read: async (store, image, options) => {
        // Loaded when needed: few inspections verify a seal.
        const { readComposefs } = await import('@bootwright/composefs');
        const composefs = await readComposefs(store, image, { ...options, algorithm });
        found = composefs;
        return composefs.kind === 'tree' ? (read) => sealedSource(composefs.root, read) : undefined;
      },
    },
  };
}
