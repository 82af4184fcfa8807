import { Fault } from '@bootwright/core';
import type { BlobStore } from '../blob-store.ts';
import type { ReadProgress } from '../image-reader.ts';
import type { LayeredImage } from '../layers/image-layer.ts';
import { streamLayer } from '../layers/scan-layer.ts';
import { shortDigest } from '../verify-blob.ts';
import { layerWork, WorkBudget } from '../work-budget.ts';
import type { ComposefsRoot } from './composefs-root.ts';
import { isNoDigest, unclearLayer } from './damage.ts';
import { LayerTree } from './layer-tree.ts';

export interface ReadComposefsOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** What the image may cost in all; by default nothing was spent yet. */
  readonly budget?: WorkBudget;
}

/** Reads all layers once, one after the other, with the content of every file. Faults: `image/…`. */
export async function readComposefs(
  store: BlobStore,
  { layers, config }: Pick<LayeredImage, 'layers' | 'config'>,
  { signal, onProgress, budget = new WorkBudget(signal) }: ReadComposefsOptions,
): Promise<ComposefsRoot> {
  const tree = new LayerTree({ algorithm: 'sha512', budget });
  budget.restart(layerWork);
  const totalBytes = layers.reduce((total, { blob }) => total + blob.size, 0);
  const found: string[] = [];
  let doneBytes = 0;
  for (const [index, layer] of layers.entries()) {
    const subject = `layer ${index + 1} of ${layers.length} (${shortDigest(layer.blob.digest)})`;
    const onStored = (count: number) => {
      doneBytes += count;
      onProgress?.({ what: `composefs digest, layer ${index + 1} of ${layers.length}`, doneBytes, totalBytes });
    };
    try {
      tree.beginLayer(index);
      const reading = { layer, subject, budget, onStored, hashes: true, ...(signal === undefined ? {} : { signal }) };
      const { diffId, hasHalfAnEnd } = await streamLayer(store, reading, {
        entry: (entry) => tree.entry(entry),
        content: (bytes) => tree.content(bytes),
        end: () => tree.end(),
      });
      if (hasHalfAnEnd) throw unclearLayer(`${subject} ends with one block of zeros`);
      if (diffId !== undefined) found.push(diffId);
    } catch (error) {
      if (error instanceof Fault && isNoDigest(error)) return { kind: 'refused', fault: error };
      throw error;
    }
  }
  const digests = { declared: config.diffIds, found };
  return { kind: 'tree', root: tree.root, fractions: tree.fractions, layers: digests, budget };
}
