import type { ScratchFile } from '@bootwright/file-tree';
import type { BlobDescriptor, BlobStore } from './blob-store.ts';

/** Where the bytes of a blob are kept. */
interface Kept {
  readonly position: number;
  readonly size: number;
  isWhole: boolean;
}

/**
 * A remote store of which each blob is fetched once: its bytes are kept in a scratch file, up to `most` bytes. Links in an
 * image lead to layers that have to be read a second time.
 */
export function spooledStore(store: BlobStore, scratch: ScratchFile, most: number): BlobStore {
  const kept = new Map<string, Kept>();
  let end = 0;
  return {
    open: (blob, signal) => {
      const known = kept.get(blob.digest);
      if (known?.isWhole === true && known.size === blob.size) return keptBytes(scratch, known, signal);
      if (known !== undefined || end + blob.size > most) return store.open(blob, signal);
      const place: Kept = { position: end, size: blob.size, isWhole: false };
      kept.set(blob.digest, place);
      end += blob.size;
      return keeping(store.open(blob, signal), scratch, { blob, place });
    },
  };
}

async function* keeping(
  source: AsyncIterable<Uint8Array>,
  scratch: ScratchFile,
  { blob, place }: { readonly blob: BlobDescriptor; readonly place: Kept },
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const bytes of source) {
    // Bytes beyond the descriptor's size would overwrite the next blob; the reader stops there.
    if (length + bytes.length <= blob.size) scratch.write(place.position + length, bytes);
    length += bytes.length;
    yield bytes;
  }
  place.isWhole = length === blob.size;
}

const pieceLength = 256 * 1024;

async function* keptBytes(
  scratch: ScratchFile,
  { position, size }: Kept,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += pieceLength) {
    signal?.throwIfAborted();
    yield scratch.read(position + at, Math.min(pieceLength, size - at));
  }
}
