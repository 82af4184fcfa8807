import type { Piece } from './tree.ts';

/** Reads bytes of a file, fewer where it ends before. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** A reader of a file, and all that was read through it. */
export interface KeepingReader {
  readonly read: ReadBytes;
  readonly kept: readonly Piece[];
}

/** Reads a file of `size` bytes and keeps what it read: who asks for the same again finds it in these pieces. */
export function keepingReader(size: number, read: ReadBytes): KeepingReader {
  const kept: Piece[] = [];
  return {
    kept,
    read: (offset, length) => {
      const bytes = read(offset, Math.max(0, Math.min(length, size - offset)));
      if (bytes.length > 0) kept.push({ offset, bytes });
      return bytes;
    },
  };
}
