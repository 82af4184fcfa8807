import { availableParallelism } from 'node:os';
import { collectionWork, layerWork, stepByStep, tooLarge, WorkBudget } from '@bootwright/archive';
import type { Bytes } from '@bootwright/core';
import { Fault } from '@bootwright/core';
import type { FileSelection, ScratchFile, Tree } from '@bootwright/file-tree';
import { collectionSteps } from '@bootwright/file-tree';
import type { BlobStore } from '../blob-store.ts';
import type { ReadProgress } from '../image-reader.ts';
import { shortDigest } from '../verify-blob.ts';
import { applyLayer } from './apply-layer.ts';
import { ContentSpool } from './content-spool.ts';
import type { ImageLayer } from './image-layer.ts';
import { keptBytes } from './kept-bytes.ts';
import type { LayeredRoot } from './layered-root.ts';
import { limits } from './limits.ts';
import { scanLayer } from './scan-layer.ts';
import { FileTable } from './table/file-table.ts';
import { LayerLog } from './table/layer-log.ts';
import { type StoredFile, tableSize, tableSource } from './table/table-source.ts';
import { mapOrdered } from './unpack/map-ordered.ts';

export interface ReadLayersOptions {
  readonly scratch: ScratchFile;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** What is kept of the files. */
  readonly files: readonly FileSelection[];
  /** What the image may cost in all; by default nothing was spent yet. */
  readonly budget?: WorkBudget;
  /** Reads the layers in a way of its own. Where it gives a root, the picture is of that. */
  readonly readRoot?: () => Promise<LayeredRoot | undefined>;
}

export interface ReadLayers {
  readonly tree: Tree;
  /** Of the unpacked image, counted as `directorySize` counts. */
  readonly size: Bytes;
}

/** Layers that are read at a time: unpacking happens beside this thread. */
const width = Math.min(4, Math.max(2, availableParallelism()));

/**
 * The picture of the root that layers make, from the lowest up. Each is read once, and again where a link leads to a file
 * that nobody could know to be read. Faults: `image/…`.
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
  private readonly files: readonly FileSelection[];
  private readonly budget: WorkBudget;
  private readonly table: FileTable;
  private readonly spool: ContentSpool;
  /** By layer: the entries whose content is asked for and was not kept. */
  private readonly wanted = new Map<number, Set<number>>();
  private doneBytes = 0;
  private totalBytes: number;

  constructor(store: BlobStore, layers: readonly ImageLayer[], options: ReadLayersOptions) {
    this.store = store;
    this.layers = layers;
    this.options = options;
    this.files = options.files;
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
    const bytesToKeep = keptBytes(this.files);
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
    await mapOrdered(this.layers.keys(), scan, { width, onResult: merge, ...this.abortable() });
  }

  private async readWanted(): Promise<void> {
    const asked = new Map(this.wanted);
    for (const index of asked.keys()) this.totalBytes += this.layers[index]?.blob.size ?? 0;
    const scan = (index: number, signal: AbortSignal): Promise<void> =>
      this.scan(index, signal, (entry, ordinal) => (asked.get(index)?.has(ordinal) === true ? entry.stored : 0));
    await mapOrdered(asked.keys(), scan, { width, onResult: () => {}, ...this.abortable() });
    this.wanted.clear();
  }

  private abortable(): { readonly signal?: AbortSignal } {
    return this.options.signal === undefined ? {} : { signal: this.options.signal };
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
    return stepByStep(collectionSteps(source, this.files, this.budget), this.budget);
  }

  /** What was not kept becomes a fault in this picture, and is there in the next. */
  private content(inode: StoredFile, offset: number, length: number): Uint8Array {
    const range = { offset, length: Math.max(0, Math.min(length, inode.size - offset)) };
    if (range.length === 0) return new Uint8Array();
    if (inode.size > limits.keptFile) throw tooLarge(`a file that inspection reads has ${inode.size} bytes`);
    const kept = this.spool.read(inode.layer, inode.ordinal, range);
    if (kept !== undefined) return kept;
    const ordinals = this.wanted.get(inode.layer) ?? new Set();
    this.wanted.set(inode.layer, ordinals.add(inode.ordinal));
    throw new Fault('image/changed', 'a layer gave other files when it was read again', {
      hint: 'fetch the image again',
    });
  }
}
