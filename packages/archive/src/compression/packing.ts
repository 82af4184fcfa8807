import { decompressBzip2 } from './bzip2.ts';
import type { Decompress } from './decompression.ts';
import { decompressGzip } from './gzip.ts';
import { decompressLz4 } from './lz4.ts';
import { decompressLzma } from './lzma.ts';
import { decompressXz } from './xz.ts';
import { decompressZstd } from './zstd.ts';

/** A compression, recognized by the first bytes of its files. */
export interface Packing {
  readonly name: string;
  readonly magic: readonly number[];
  /** Absent where it is not supported. */
  readonly decompress?: Decompress;
}

const packings: readonly Packing[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], decompress: decompressGzip },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], decompress: decompressZstd },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], decompress: decompressXz },
  { name: 'lzma', magic: [0x5d, 0x00, 0x00], decompress: decompressLzma },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], decompress: decompressBzip2 },
  { name: 'lz4', magic: [0x02, 0x21, 0x4c, 0x18], decompress: decompressLz4 },
  { name: 'lz4', magic: [0x04, 0x22, 0x4d, 0x18], decompress: decompressLz4 },
  { name: 'lzop', magic: [0x89, 0x4c, 0x5a, 0x4f, 0x00] },
];

/** The compression of bytes by their magic; absent for an unknown one. */
export function packingOf(bytes: Uint8Array): Packing | undefined {
  return packings.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
}
