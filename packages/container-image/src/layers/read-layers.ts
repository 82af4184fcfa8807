import { availableParallelism } from 'node:os';
import { collectionWork, layerWork, stepByStep, tooLarge, WorkBudget } from '@bootwright/archive';
import type { Bytes } from '@bootwright/core';
import { defined, Fault } from '@bootwright/core';
import type { FileSelection, ScratchFile, Tree } from '@bootwright/file-tree';
import { collectionSteps } from '@bootwright/file-tree';
import type { BlobStore } from '../blob-store.ts';
import type { ReadProgress } from '../image-reader.ts';
import { shortDigest } from '../verify-blob.ts';
import { applyLayer } from './apply-layer.ts';
import { ContentSpool } from './content-spool.ts';
import type { ImageLayer } from './image-layer.ts';
import { keptBytes } from './kept-bytes.ts';
import { limits } from './limits.ts';
import { mapOrdered } from './map-ordered.ts';
import { scanLayer } from './scan-layer.ts';
import { FileTable } from './table/file-table.ts';
import { LayerLog } from './table/layer-log.ts';
import { type LayeredRoot, type StoredFile, tableSize, tableSource } from './table/table-source.ts';

export interface ReadLayersOptions {
  readonly scratch: ScratchFile;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Which files are kept. */
  readonly files: readonly FileSelection[];
  /** The budget of the whole image; by default a new one. */
  readonly budget?: WorkBudget;
  /** Reads the layers by other rules. Where it returns a root, the tree is of that. */
  readonly readRoot?: () => Promise<LayeredRoot | undefined>;
}

export interface ReadLayers {
  readonly tree: Tree;
  /** Of the unpacked image, counted as `directorySize` counts. */
  readonly size: Bytes;
}

/** Layers read at a time: zlib unpacks in threads of its own. */
const width = Math.min(4, Math.max(2, availableParallelism()));

/**
 * The tree of the root of layers, from the lowest up. Each is read once, and again where a link leads to a file that was
 * not known to be read. Faults: `image/…`.
 */
export async function readLayers(
  store: BlobStore,
  layers: readonly ImageLayer[],
  options: ReadLayersOptions,
): Promise<ReadLayers> {
  if (layers.length > limits.layers)
    throw tooLarge(`the image has ${layers.length} layers, more than ${limits.layers}`);
  return new Reading(store, layers, options).read();
}

class Reading {
  private readonly store: BlobStore;
  private readonly layers: readonly ImageLayer[];
  private readonly options: ReadLayersOptions;
  private readonly budget: WorkBudget;
  private readonly table: FileTable;
  private readonly spool: ContentSpool;
  /** By layer: the entries whose content is needed and was not kept. */
  private readonly wanted = new Map<number, Set<number>>();
  private doneBytes = 0;
  private totalBytes: number;

  constructor(store: BlobStore, layers: readonly ImageLayer[], options: ReadLayersOptions) {
    this.store = store;
    this.layers = layers;
    this.options = options;
    this.budget = options.budget ?? new WorkBudget(options.signal);
    this.table = new FileTable(this.budget);
    this.spool = new ContentSpool(options.scratch, this.budget);
    this.totalBytes = layers.reduce((total, { blob }) => total + blob.size, 0);
  }

  async read(): Promise<ReadLayers> {
    await this.readAll();
    const root = await this.options.readRoot?.();
    let tree = await this.collect(root);
    if (this.wanted.size > 0) {
      this.budget.restart(layerWork);
      await this.readWanted();
      this.budget.restart(collectionWork);
      tree = await this.collect(root);
    }
    return { tree, size: tableSize(this.table) };
  }

  private async readAll(): Promise<void> {
    const bytesToKeep = keptBytes(this.options.files);
    const scan = async (index: number, signal: AbortSignal): Promise<LayerLog> => {
      const log = new LayerLog();
      await this.scan(index, signal, (entry) => {
        log.add(entry);
        return bytesToKeep(entry);
      });
      return log;
    };
    const merge = (log: LayerLog, index: number) =>
      stepByStep(applyLayer(this.table, { index, log, subject: this.subject(index) }), this.budget);
    await mapOrdered(this.layers.keys(), scan, { width, onResult: merge, ...defined({ signal: this.options.signal }) });
  }

  private async readWanted(): Promise<void> {
    const asked = new Map(this.wanted);
    for (const index of asked.keys()) this.totalBytes += this.layers[index]?.blob.size ?? 0;
    const scan = (index: number, signal: AbortSignal): Promise<void> =>
      this.scan(index, signal, (entry, ordinal) => (asked.get(index)?.has(ordinal) === true ? entry.stored : 0));
    await mapOrdered(asked.keys(), scan, { width, onResult: () => {}, ...defined({ signal: this.options.signal }) });
    this.wanted.clear();
  }

  private async scan(
    index: number,
    signal: AbortSignal,
    onEntry: Parameters<typeof scanLayer>[1]['onEntry'],
  ): Promise<void> {
    const layer = this.layers[index];
    if (layer === undefined) return;
    const what = `layer ${index + 1} of ${this.layers.length}`;
    const onStored = (count: number) => {
      this.doneBytes += count;
      this.options.onProgress?.({ what, doneBytes: this.doneBytes, totalBytes: this.totalBytes });
    };
    await scanLayer(this.store, {
      index,
      layer,
      subject: this.subject(index),
      spool: this.spool,
      budget: this.budget,
      signal,
      onStored,
      onEntry,
    });
  }

  private subject(index: number): string {
    return `layer ${index + 1} of ${this.layers.length} (${shortDigest(this.layers[index]?.blob.digest ?? '')})`;
  }

  private async collect(root: LayeredRoot | undefined): Promise<Tree> {
    const read = (file: StoredFile, offset: number, length: number) => this.content(file, offset, length);
    const source = root === undefined ? tableSource(this.table, read) : root(read);
    return stepByStep(collectionSteps(source, this.options.files, this.budget), this.budget);
  }

  /** Content that was not kept is a fault in this tree, and present in the next. */
  private content(inode: StoredFile, offset: number, length: number): Uint8Array {
    const range = { offset, length: Math.max(0, Math.min(length, inode.size - offset)) };
    if (range.length === 0) return new Uint8Array();
    if (inode.size > limits.keptFile) throw tooLarge(`a file that inspection reads has ${inode.size} bytes`);
    const kept = this.spool.read(inode.layer, inode.ordinal, range);
    if (kept !== undefined) return kept;
    const ordinals = this.wanted.get(inode.layer) ?? new Set();
    this.wanted.set(inode.layer, ordinals.add(inode.ordinal));
    throw new Fault('image/changed', 'a layer had other files when it was read again', {
      hint: 'fetch the image again',
    });
  }
}
