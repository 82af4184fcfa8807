import { truncated } from './decompression.ts';

// Parts of packed bytes. Faults: `compression/corrupt` where the bytes end before.

export function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw truncated();
  return byte;
}

export function slice(bytes: Uint8Array, from: number, length: number): Uint8Array {
  if (from + length > bytes.length) throw truncated();
  return bytes.subarray(from, from + length);
}

/** A little-endian number of 32 bits. */
export function wordAt(bytes: Uint8Array, at: number): number {
  const word = slice(bytes, at, 4);
  return new DataView(word.buffer, word.byteOffset, 4).getUint32(0, true);
}
