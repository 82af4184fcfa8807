import { createHash } from 'node:crypto';
import type { TarEntry, TarListener, WorkBudget } from '@bootwright/archive';
import { TarReader } from '@bootwright/archive';
import type { BlobStore } from '../blob-store.ts';
import { digestFault, verifiedBlob } from '../verify-blob.ts';
import type { ContentSpool } from './content-spool.ts';
import type { ImageLayer } from './image-layer.ts';
import type { Packing } from './unpack/unpack-layer.ts';
import { compressionFault, unpackLayer } from './unpack/unpack-layer.ts';

/** Options and callbacks of one reading of a layer. */
export interface LayerReading {
  readonly layer: ImageLayer;
  /** For faults. */
  readonly subject: string;
  readonly budget: WorkBudget;
  readonly signal?: AbortSignal;
  readonly onStored: (count: number) => void;
  /** Whether the digest of the tar archive is computed in any case. */
  readonly hashes?: boolean;
}

export interface LayerScan extends LayerReading {
  /** Counted from 0. */
  readonly index: number;
  readonly spool: ContentSpool;
  /** How many bytes of the entry's content are kept, from its beginning. */
  readonly onEntry: (entry: TarEntry, ordinal: number) => number;
}

/** Reads a layer once, checks it, and puts the selected content into the spool. */
export async function scanLayer(store: BlobStore, scan: LayerScan): Promise<void> {
  await streamLayer(store, scan, contentKeeper(scan));
}

/** Facts of a layer that was read. */
export interface LayerEnd {
  /** The digest of its tar archive, as in `diff_ids`: `sha256:…`. Only of layers read with `hashes`. */
  readonly diffId?: string;
  /** See `TarReader`. */
  readonly isCutShort: boolean;
  readonly packing: Packing;
}

/** Reads a layer once, checks it, and reports its entries to `listener`. */
export async function streamLayer(store: BlobStore, reading: LayerReading, listener: TarListener): Promise<LayerEnd> {
  const { layer, subject, budget, signal } = reading;
  const reader = new TarReader(listener, subject, budget);
  let isWhole = false;
  let packing: Packing = { packing: 'tar', isSeveral: false };
  const onPacking = (found: Packing) => {
    packing = found;
  };
  const stored = counted(store.open(layer.blob, signal), reading);
  const source = ended(layer.digestOf === 'stored' ? verifiedBlob(stored, layer.blob, subject) : stored, () => {
    isWhole = true;
  });
  const isHashed = layer.digestOf === 'unpacked' || reading.hashes === true;
  const hash = isHashed ? createHash('sha256') : undefined;
  for await (const bytes of unpackLayer(source, subject, budget, onPacking)) {
    signal?.throwIfAborted();
    await budget.breathe();
    budget.spend('unpacked bytes', bytes.length);
    hash?.update(bytes);
    reader.push(bytes);
  }
  // Bytes after the end of the compressed data would not be checked.
  if (!isWhole) throw compressionFault(subject, 'there is data after the end of its compressed data');
  reader.finish();
  const { isCutShort } = reader;
  if (hash === undefined) return { isCutShort, packing };
  const diffId = `sha256:${hash.digest('hex')}`;
  if (layer.digestOf === 'unpacked' && diffId !== layer.blob.digest) {
    throw digestFault(subject, layer.blob.digest, diffId);
  }
  return { diffId, isCutShort, packing };
}

/** Bytes as they are stored, of which the budget and `onStored` hear. */
export async function* counted(
  source: AsyncIterable<Uint8Array>,
  { budget, onStored }: Pick<LayerReading, 'budget' | 'onStored'>,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    budget.store(bytes.length);
    onStored(bytes.length);
    yield bytes;
  }
}

async function* ended(source: AsyncIterable<Uint8Array>, onEnd: () => void): AsyncGenerator<Uint8Array> {
  yield* source;
  onEnd();
}

function contentKeeper({ index, spool, onEntry }: LayerScan) {
  let ordinal = 0;
  let left = 0;
  let position = 0;
  return {
    entry: (entry: TarEntry) => {
      left = onEntry(entry, ordinal);
      const sparse = entry.sparse === undefined ? {} : { sparse: entry.sparse };
      if (left > 0) position = spool.reserve(index, ordinal, { length: left, ...sparse });
      ordinal += 1;
      return left > 0;
    },
    content: (bytes: Uint8Array) => {
      const kept = bytes.subarray(0, left);
      if (kept.length === 0) return;
      spool.write(position, kept);
      position += kept.length;
      left -= kept.length;
    },
    end: () => {},
  };
}
