import type { WorkBudget } from './work-budget.ts';

/** Reads bytes of a file, fewer where it ends before. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** Bytes of a file from an offset on. */
export interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A reader of a file, and all that was read through it. */
export interface KeepingReader {
  readonly read: ReadBytes;
  readonly kept: readonly Piece[];
}

/**
 * Reads a file of `size` bytes and keeps what it read: who asks for the same again finds it in these pieces. What is read
 * several times is kept once. Faults: those of `budget`, to which the kept bytes are charged.
 */
export function keepingReader(size: number, read: ReadBytes, budget: WorkBudget): KeepingReader {
  const kept: Piece[] = [];
  const known = new Map<string, Uint8Array>();
  return {
    kept,
    read: (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const key = `${offset}/${wanted}`;
      const again = known.get(key);
      if (again !== undefined) return again;
      budget.spend('kept bytes', wanted);
      const bytes = read(offset, wanted);
      known.set(key, bytes);
      if (bytes.length > 0) kept.push({ offset, bytes });
      return bytes;
    },
  };
}
