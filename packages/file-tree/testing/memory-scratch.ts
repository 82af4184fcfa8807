import type { ScratchFile } from '../src/directory/scratch-file.ts';

/** A scratch file in memory. */
export function memoryScratch(): ScratchFile & { readonly size: () => number } {
  let bytes = Buffer.alloc(0);
  return {
    write: (position, piece) => {
      const end = position + piece.length;
      if (end > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(end - bytes.length)]);
      bytes.set(piece, position);
    },
    read: (position, length) => bytes.subarray(position, position + length),
    size: () => bytes.length,
  };
}
