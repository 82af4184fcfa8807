import { layerWork, WorkBudget } from '@bootwright/archive';
import type { BlobStore, ImageLayer, LayeredImage, ReadProgress } from '@bootwright/container-image';
import { type LayerReading, packingDoubts, shortDigest, streamLayer } from '@bootwright/container-image';
import { defined, Fault, pushAll } from '@bootwright/core';
import { isNoDigest, unclearLayer } from '@bootwright/file-contexts';
import type { VerityAlgorithm } from '../fs-verity.ts';
import type { ComposefsRoot } from './composefs-root.ts';
import { LayerTree } from './layer-tree.ts';
import { linkedFiles, unreadFiles } from './linked-files.ts';

export interface ReadComposefsOptions {
  /** How the contents of files are hashed. Default: SHA-512, as bootc does. */
  readonly algorithm?: VerityAlgorithm;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** What the image may cost in all; by default nothing was spent yet. */
  readonly budget?: WorkBudget;
}

/**
 * Reads all layers once, one after the other, with the content of every file, and a layer again where the boot transform
 * reads a file by another name than it has there. Faults: `image/…`.
 */
export async function readComposefs(
  store: BlobStore,
  { layers, config, doubts = [] }: Pick<LayeredImage, 'layers' | 'config' | 'doubts'>,
  { algorithm = 'sha512', signal, onProgress, budget = new WorkBudget(signal) }: ReadComposefsOptions,
): Promise<ComposefsRoot> {
  const tree = new LayerTree({ algorithm, budget });
  budget.restart(layerWork);
  let totalBytes = layers.reduce((total, { blob }) => total + blob.size, 0);
  const found: string[] = [];
  const packings: string[] = [];
  let doneBytes = 0;
  const readingOf = (layer: ImageLayer, index: number): LayerReading => {
    const place = `layer ${index + 1} of ${layers.length}`;
    const onStored = (count: number) => {
      doneBytes += count;
      onProgress?.({ what: `composefs digest, ${place}`, doneBytes, totalBytes });
    };
    const subject = `${place} (${shortDigest(layer.blob.digest)})`;
    return { layer, subject, budget, onStored, hashes: true, ...defined({ signal }) };
  };
  for (const [index, layer] of layers.entries()) {
    try {
      tree.beginLayer(index);
      const reading = readingOf(layer, index);
      const { diffId, isCutShort, packing } = await streamLayer(store, reading, {
        entry: (entry) => tree.entry(entry),
        content: (bytes) => tree.content(bytes),
        end: () => tree.end(),
      });
      if (isCutShort) throw unclearLayer(`${reading.subject} does not end with two blocks of zeros`);
      if (diffId !== undefined) found.push(diffId);
      pushAll(packings, packingDoubts(index, layer.blob.mediaType, packing));
    } catch (error) {
      if (error instanceof Fault && isNoDigest(error)) return { kind: 'refused', fault: error };
      throw error;
    }
  }
  const unread = [...unreadFiles(tree.root)].flatMap(([index, files]) => {
    const layer = layers[index];
    return layer === undefined ? [] : [{ layer, index, files }];
  });
  budget.restart(layerWork);
  totalBytes += unread.reduce((total, { layer }) => total + layer.blob.size, 0);
  for (const { layer, index, files } of unread)
    await streamLayer(store, readingOf(layer, index), linkedFiles(files, budget));
  const digests = { declared: config.diffIds, found, doubts: [...doubts, ...packings] };
  return { kind: 'tree', root: tree.root, fractions: tree.fractions, layers: digests, budget };
}
